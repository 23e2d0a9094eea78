// Made from src-tauri/src/commands/list.rs. Do not edit: SALA_WRITE_WIRE=1 cargo test -p sala-desktop wire

import { Channel, invoke } from '@tauri-apps/api/core';
import type { AddNoteArgs, DayReview, DayReviewArgs, EditNoteArgs, RemoveNoteArgs } from './wire/actionReview';
import type { AddSessionArgs, AgendaAcceptArgs, AgendaDay, AgendaOpenArgs, AgendaPlan, AgendaPreview, EditSessionArgs, MoveSessionArgs, SessionNames, SessionStatusArgs, SwapSessionsArgs } from './wire/agenda';
import type { AppEvent, AppStart, AuthorArgs, Counters, CreateStoreArgs, JobArgs, LanguageArgs, LoadDemoArgs, StoreFacts, Undone, WritingArgs } from './wire/app';
import type { BackupAccount, BackupChooseArgs, BackupFile, BackupLookArgs, BackupNowArgs, BackupPlanArgs, BackupRan, BackupView, RescueArgs, RescuedStore, RestoreArgs, RestorePlace, RestoredStore } from './wire/backup';
import type { Drive, FileArgs, PictureArgs, SavedFile } from './wire/files';
import type { AddGroupArgs, AddGroupSetArgs, DrawArgs, DrawKept, Drawing, GroupSetView, GroupsImportArgs, GroupsImported, PlaceArgs, RemoveArgs, RenameArgs } from './wire/groups';
import type { DeskStatus } from './wire/laptops';
import type { AcceptFormArgs, CascadeArgs, ContactArgs, Due, DueArgs, FormRead, HelpArgs, MonthEvidenceArgs, MonthFormArgs, MonthRateArgs, MonthReportArgs, MonthTakeOffArgs, PlanMonths, PlansGlance, RemoveToldArgs } from './wire/months';
import type { AddExerciseArgs, AddItemArgs, AddOutputArgs, AttachArgs, BeginCanvasArgs, EditExerciseArgs, EditItemArgs, EditOutputArgs, ExerciseLine, GalleryPicture, OutputArgs, OutputLine, OutputStateArgs, OutputView, PutCellArgs, RemoveFileArgs, RemoveItemArgs } from './wire/outputs';
import type { PastArgs, RecordPast } from './wire/past';
import type { AddPersonArgs, EditPersonArgs, Person, PersonArgs, ReplacePersonArgs, ReplaceWithArgs, RosterAcceptArgs, RosterOpenArgs, RosterPlan, RosterPreview, RosterPreviewArgs } from './wire/people';
import type { AddPlanArgs, AddPlanLineArgs, CommitArgs, ComparePlanArgs, EditPlanArgs, EditPlanLineArgs, PlanArgs, PlanDifference, PlanLine, PlanOriginArgs, PlanSeatArgs, PlanSheetArgs, PlanSheetOffArgs, PlanStateArgs, PlanView, RemovePlanLineArgs } from './wire/plans';
import type { DrawOrderArgs, ExerciseArgs, HoldArgs, MinutesArgs, OrderArgs, Presentations } from './wire/presentations';
import type { Problem } from './wire/problem';
import type { EditProgrammeArgs, NewProgrammeArgs, Programme, ProgrammeArgs, ProgrammeFileArgs } from './wire/programme';
import type { AdvanceArgs, Advanced, FillArgs, Grid, HistoryArgs, HistoryLine, MarkArgs, Marked, MoveMarksArgs, MovedMarks, OpenRegisterArgs, PaperArgs, RegisterArgs, RegisterLine, RemarkArgs, RemovePaperArgs, ReopenArgs, ReportArgs, Sheet, ShownRegisterArgs, VerifyArgs } from './wire/register';
import type { AddCriteriaArgs, AddFeedbackArgs, AddJurorArgs, Criterion, DeclareArgs, EditCriterionArgs, EditFeedbackArgs, EditJurorArgs, Feedback, FeedbackByArgs, GiveArgs, OfOutputArgs, PlaceCriterionArgs, RemoveCriterionArgs, RemoveFeedbackArgs, RemoveJurorArgs, Results, ScoreRemarkArgs, ScorerLine, ScoringSheet, SheetArgs, WithdrawArgs } from './wire/scores';
import type { Today, TodayArgs } from './wire/today';
import type { AcceptArgs, Accepted, AskArgs, BundleView, Carried, CarryArgs, Conflict, ConflictsArgs, ReceiveArgs, RequestArgs, RequestOpenArgs, RequestView, ResolveArgs, ReviewLine, RevokeArgs, Revoked, SetAside, SetAsideArgs, TakeInArgs, TakenBundle, TurnAwayArgs, TurnedAway } from './wire/travel';
import type { AddStopArgs, AddVehicleArgs, AddVisitArgs, CancelVisitArgs, CheckpointArgs, CountArgs, EditStopArgs, EditVehicleArgs, EditVisitArgs, MoveStopArgs, ObserveArgs, PastHeadcount, RemovePartArgs, SameVehiclesArgs, SeatArgs, VisitArgs, VisitLine, VisitView } from './wire/visits';
export type * from './wire/actionReview';
export type * from './wire/agenda';
export type * from './wire/app';
export type * from './wire/backup';
export type * from './wire/files';
export type * from './wire/groups';
export type * from './wire/laptops';
export type * from './wire/months';
export type * from './wire/outputs';
export type * from './wire/past';
export type * from './wire/people';
export type * from './wire/plans';
export type * from './wire/presentations';
export type * from './wire/problem';
export type * from './wire/programme';
export type * from './wire/register';
export type * from './wire/scores';
export type * from './wire/today';
export type * from './wire/travel';
export type * from './wire/visits';
export type * from './wire/problem';

/** The only door to the desk. Every function rejects with a `Problem`. */
export const host = {
  /** Hears what the desk tells unasked, from now on. */
  appListen(heard: (event: AppEvent) => void): Promise<void> {
    return invoke('app_listen', { events: new Channel<AppEvent>(heard) });
  },
  /** What the window opens on. */
  appStart(): Promise<AppStart> {
    return invoke('app_start', { args: null });
  },
  /** Makes this laptop's store. */
  appCreateStore(args: CreateStoreArgs): Promise<StoreFacts> {
    return invoke('app_create_store', { args });
  },
  /** The organisation's recovery secret is written down and locked away: it is shown no more. */
  appRecoveryWrittenDown(): Promise<StoreFacts> {
    return invoke('app_recovery_written_down', { args: null });
  },
  /** Loads the built-in programme. */
  appLoadDemo(args: LoadDemoArgs): Promise<StoreFacts> {
    return invoke('app_load_demo', { args });
  },
  /** The store as it stands now. */
  appStore(): Promise<StoreFacts> {
    return invoke('app_store', { args: null });
  },
  /** What stands in the frame of every screen. */
  appCounters(): Promise<Counters> {
    return invoke('app_counters', { args: null });
  },
  /** Tries whether the store can be written to again. */
  appTryWriting(): Promise<Counters> {
    return invoke('app_try_writing', { args: null });
  },
  /** Says who is at the laptop. */
  appSetAuthor(args: AuthorArgs): Promise<StoreFacts> {
    return invoke('app_set_author', { args });
  },
  /** Keeps the language of the window. */
  appSetLanguage(args: LanguageArgs): Promise<void> {
    return invoke('app_set_language', { args });
  },
  /** Takes back the last action made here. */
  appUndo(): Promise<Undone | null> {
    return invoke('app_undo', { args: null });
  },
  /** Says whether something on the screen is not saved yet: then closing the window asks first. */
  appWriting(args: WritingArgs): Promise<void> {
    return invoke('app_writing', { args });
  },
  /** Ends the application. */
  appClose(): Promise<void> {
    return invoke('app_close', { args: null });
  },
  /** Asks a job to stop; it answers its caller with the problem `stopped`. */
  appCancelJob(args: JobArgs): Promise<void> {
    return invoke('app_cancel_job', { args });
  },
  /** Chooses the programme that the screens show. */
  programmeChoose(args: ProgrammeArgs): Promise<StoreFacts> {
    return invoke('programme_choose', { args });
  },
  /** All facts of a programme. */
  programmeFacts(args: ProgrammeArgs): Promise<Programme> {
    return invoke('programme_facts', { args });
  },
  /** Makes a programme from a form. */
  programmeNew(args: NewProgrammeArgs): Promise<Programme> {
    return invoke('programme_new', { args });
  },
  /** Changes what differs from what was shown. */
  programmeEdit(args: EditProgrammeArgs): Promise<Programme> {
    return invoke('programme_edit', { args });
  },
  /** Makes a programme from a file; none when the person closed the dialog. */
  programmeFromFile(args: ProgrammeFileArgs): Promise<Programme | null> {
    return invoke('programme_from_file', { args });
  },
  /** One day: what is on, which registers are open, what waits. */
  todayShow(args: TodayArgs): Promise<Today> {
    return invoke('today_show', { args });
  },
  /** What does not fit together although nobody disputes it. */
  todayChecks(args: ProgrammeArgs): Promise<Array<Problem>> {
    return invoke('today_checks', { args });
  },
  /** All registers of a programme, by date and half. */
  attendanceRegisters(args: ProgrammeArgs): Promise<Array<RegisterLine>> {
    return invoke('attendance_registers', { args });
  },
  /** Makes the register of a half day; the same one if it is there. */
  attendanceOpen(args: OpenRegisterArgs): Promise<RegisterLine> {
    return invoke('attendance_open', { args });
  },
  /** A register with a row for each person. */
  attendanceSheet(args: RegisterArgs): Promise<Sheet> {
    return invoke('attendance_sheet', { args });
  },
  /** Records where one person was. */
  attendanceMark(args: MarkArgs): Promise<Marked> {
    return invoke('attendance_mark', { args });
  },
  /** Records a remark beside a mark. */
  attendanceRemark(args: RemarkArgs): Promise<Marked> {
    return invoke('attendance_remark', { args });
  },
  /** Gives every unmarked person this status; touches no mark that somebody set. */
  attendanceFill(args: FillArgs): Promise<Sheet> {
    return invoke('attendance_fill', { args });
  },
  /** Locks a register; refused while a cell is unmarked. */
  attendanceLock(args: ShownRegisterArgs): Promise<RegisterLine> {
    return invoke('attendance_lock', { args });
  },
  /** Notes that a locked register was compared with its paper sheet. */
  attendanceVerify(args: VerifyArgs): Promise<RegisterLine> {
    return invoke('attendance_verify', { args });
  },
  /** Marks somebody at every open register of a stretch of days where nobody has marked them yet. */
  attendanceAdvance(args: AdvanceArgs): Promise<Advanced> {
    return invoke('attendance_advance', { args });
  },
  /** Moves the marks of a register in which nothing is held to where they belong. */
  attendanceMoveMarks(args: MoveMarksArgs): Promise<MovedMarks> {
    return invoke('attendance_move_marks', { args });
  },
  /** Takes all marks away from a register in which nothing is held; answers of how many people. */
  attendanceClearMarks(args: ShownRegisterArgs): Promise<number> {
    return invoke('attendance_clear_marks', { args });
  },
  /** Opens a locked register again. */
  attendanceReopen(args: ReopenArgs): Promise<RegisterLine> {
    return invoke('attendance_reopen', { args });
  },
  /** Attaches photographs of the paper sheet; none when the person closed the dialog. */
  attendanceAttachPaper(args: PaperArgs): Promise<Sheet | null> {
    return invoke('attendance_attach_paper', { args });
  },
  /** Takes a photograph off its register that was hung there by mistake; its bytes and history stay. */
  attendanceRemovePaper(args: RemovePaperArgs): Promise<Sheet> {
    return invoke('attendance_remove_paper', { args });
  },
  /** People by registers, with rates. */
  attendanceGrid(args: ProgrammeArgs): Promise<Grid> {
    return invoke('attendance_grid', { args });
  },
  /** All values that a cell ever had. */
  attendanceHistory(args: HistoryArgs): Promise<Array<HistoryLine>> {
    return invoke('attendance_history', { args });
  },
  /** Writes the attendance report to a file; none when the person closed the dialog. */
  attendanceReport(args: ReportArgs): Promise<SavedFile | null> {
    return invoke('attendance_report', { args });
  },
  /** The days of a programme with their sessions. */
  agendaDays(args: ProgrammeArgs): Promise<Array<AgendaDay>> {
    return invoke('agenda_days', { args });
  },
  /** Reads an agenda file and says what it would change; none when the person closed the dialog. */
  agendaOpenFile(args: AgendaOpenArgs): Promise<AgendaPreview | null> {
    return invoke('agenda_open_file', { args });
  },
  /** Takes the opened file in. */
  agendaAccept(args: AgendaAcceptArgs): Promise<AgendaPlan> {
    return invoke('agenda_accept', { args });
  },
  /** Adds a session. */
  agendaAdd(args: AddSessionArgs): Promise<Array<AgendaDay>> {
    return invoke('agenda_add', { args });
  },
  /** Changes what differs from what was shown. */
  agendaEdit(args: EditSessionArgs): Promise<Array<AgendaDay>> {
    return invoke('agenda_edit', { args });
  },
  /** Plans, holds or cancels a session. */
  agendaSetStatus(args: SessionStatusArgs): Promise<Array<AgendaDay>> {
    return invoke('agenda_set_status', { args });
  },
  /** Gives a session another day, start and end. */
  agendaMove(args: MoveSessionArgs): Promise<Array<AgendaDay>> {
    return invoke('agenda_move', { args });
  },
  /** Lets two sessions exchange their times. */
  agendaSwap(args: SwapSessionsArgs): Promise<Array<AgendaDay>> {
    return invoke('agenda_swap', { args });
  },
  /** Rooms and trainers to suggest. */
  agendaNames(args: ProgrammeArgs): Promise<SessionNames> {
    return invoke('agenda_names', { args });
  },
  /** Writes the agenda as a calendar file; none when the person closed the dialog. */
  agendaCalendar(args: ProgrammeArgs): Promise<SavedFile | null> {
    return invoke('agenda_calendar', { args });
  },
  /** Everybody in a programme. */
  peopleRoster(args: ProgrammeArgs): Promise<Array<Person>> {
    return invoke('people_roster', { args });
  },
  /** Adds a person. */
  peopleAdd(args: AddPersonArgs): Promise<Person> {
    return invoke('people_add', { args });
  },
  /** The code that somebody gets who is added without one. */
  peopleNextCode(args: ProgrammeArgs): Promise<string> {
    return invoke('people_next_code', { args });
  },
  /** Changes what differs from what was shown. */
  peopleEdit(args: EditPersonArgs): Promise<Person> {
    return invoke('people_edit', { args });
  },
  /** At how many registers somebody was seen: what leaves the figures when they leave the list. */
  peopleSeen(args: PersonArgs): Promise<number> {
    return invoke('people_seen', { args });
  },
  /** Enrols somebody in the place of a nominee, who stays on the roster and never counts. */
  peopleReplace(args: ReplacePersonArgs): Promise<Person> {
    return invoke('people_replace', { args });
  },
  /** Says that somebody of the roster comes in the place of a nominee. */
  peopleReplaceWith(args: ReplaceWithArgs): Promise<Person> {
    return invoke('people_replace_with', { args });
  },
  /** Reads a spreadsheet and says what it would change; none when the person closed the dialog. */
  peopleOpenFile(args: RosterOpenArgs): Promise<RosterPreview | null> {
    return invoke('people_open_file', { args });
  },
  /** Reads the opened spreadsheet again, another sheet or with another mapping. */
  peoplePreview(args: RosterPreviewArgs): Promise<RosterPreview> {
    return invoke('people_preview', { args });
  },
  /** Takes the opened spreadsheet in. */
  peopleAccept(args: RosterAcceptArgs): Promise<RosterPlan> {
    return invoke('people_accept', { args });
  },
  /** All group sets of a programme. */
  groupsSets(args: ProgrammeArgs): Promise<Array<GroupSetView>> {
    return invoke('groups_sets', { args });
  },
  /** Fills groups from a file; none when the person closed the dialog. */
  groupsImport(args: GroupsImportArgs): Promise<GroupsImported | null> {
    return invoke('groups_import', { args });
  },
  /** Makes a set with its groups. */
  groupsAddSet(args: AddGroupSetArgs): Promise<Array<GroupSetView>> {
    return invoke('groups_add_set', { args });
  },
  /** Says what would come of a draw; writes nothing. */
  groupsDraw(args: DrawArgs): Promise<Drawing> {
    return invoke('groups_draw', { args });
  },
  /** Draws, and keeps exactly what the screen showed. */
  groupsKeepDraw(args: DrawArgs): Promise<DrawKept> {
    return invoke('groups_keep_draw', { args });
  },
  /** Adds a group to a set. */
  groupsAdd(args: AddGroupArgs): Promise<Array<GroupSetView>> {
    return invoke('groups_add', { args });
  },
  /** Renames a set. */
  groupsRenameSet(args: RenameArgs): Promise<Array<GroupSetView>> {
    return invoke('groups_rename_set', { args });
  },
  /** Renames a group. */
  groupsRename(args: RenameArgs): Promise<Array<GroupSetView>> {
    return invoke('groups_rename', { args });
  },
  /** Puts a person into a group, or out of the set's groups. */
  groupsPlace(args: PlaceArgs): Promise<Array<GroupSetView>> {
    return invoke('groups_place', { args });
  },
  /** Takes an empty group away that was made by mistake. */
  groupsRemove(args: RemoveArgs): Promise<Array<GroupSetView>> {
    return invoke('groups_remove', { args });
  },
  /** Takes a set away with its groups and places. */
  groupsRemoveSet(args: RemoveArgs): Promise<Array<GroupSetView>> {
    return invoke('groups_remove_set', { args });
  },
  /** All exercises of a programme. */
  outputsExercises(args: ProgrammeArgs): Promise<Array<ExerciseLine>> {
    return invoke('outputs_exercises', { args });
  },
  /** Adds an exercise. */
  outputsAddExercise(args: AddExerciseArgs): Promise<Array<ExerciseLine>> {
    return invoke('outputs_add_exercise', { args });
  },
  /** Changes what the groups are asked to do. */
  outputsEditExercise(args: EditExerciseArgs): Promise<Array<ExerciseLine>> {
    return invoke('outputs_edit_exercise', { args });
  },
  /** All outputs of a programme. */
  outputsList(args: ProgrammeArgs): Promise<Array<OutputLine>> {
    return invoke('outputs_list', { args });
  },
  /** Every photograph that hangs on an output, exercise by exercise. */
  outputsGallery(args: ProgrammeArgs): Promise<Array<GalleryPicture>> {
    return invoke('outputs_gallery', { args });
  },
  /** One output with its text, files and versions. */
  outputsOne(args: OutputArgs): Promise<OutputView> {
    return invoke('outputs_one', { args });
  },
  /** Adds an output of a group. */
  outputsAdd(args: AddOutputArgs): Promise<OutputView> {
    return invoke('outputs_add', { args });
  },
  /** Changes title and text where they differ from what was shown. */
  outputsEdit(args: EditOutputArgs): Promise<OutputView> {
    return invoke('outputs_edit', { args });
  },
  /** Moves an output on: draft, submitted, presented, final. */
  outputsSetState(args: OutputStateArgs): Promise<OutputView> {
    return invoke('outputs_set_state', { args });
  },
  /** Gives an output a canvas. */
  outputsBeginCanvas(args: BeginCanvasArgs): Promise<OutputView> {
    return invoke('outputs_begin_canvas', { args });
  },
  /** Puts a note on a canvas, or a heading. */
  outputsAddItem(args: AddItemArgs): Promise<OutputView> {
    return invoke('outputs_add_item', { args });
  },
  /** Lets a note say something else, stand elsewhere or weigh otherwise. */
  outputsEditItem(args: EditItemArgs): Promise<OutputView> {
    return invoke('outputs_edit_item', { args });
  },
  /** Takes a note off a canvas, with what hangs under it. */
  outputsRemoveItem(args: RemoveItemArgs): Promise<OutputView> {
    return invoke('outputs_remove_item', { args });
  },
  /** Writes where a line and a column meet. */
  outputsPutCell(args: PutCellArgs): Promise<OutputView> {
    return invoke('outputs_put_cell', { args });
  },
  /** Attaches files; none when the person closed the dialog. */
  outputsAttach(args: AttachArgs): Promise<OutputView | null> {
    return invoke('outputs_attach', { args });
  },
  /** Takes a file off an output; its bytes and history stay. */
  outputsRemoveFile(args: RemoveFileArgs): Promise<OutputView> {
    return invoke('outputs_remove_file', { args });
  },
  /** Takes an output away that was written down by mistake; it stays in the history. */
  outputsRemove(args: RemoveArgs): Promise<void> {
    return invoke('outputs_remove', { args });
  },
  /** Takes an exercise away that nobody has answered. */
  outputsRemoveExercise(args: RemoveArgs): Promise<Array<ExerciseLine>> {
    return invoke('outputs_remove_exercise', { args });
  },
  /** Who presents when, for how long, and what time runs. */
  presentationsShow(args: ExerciseArgs): Promise<Presentations> {
    return invoke('presentations_show', { args });
  },
  /** Shows the time in a window of its own, for the projector, or closes that window; answers whether it is open. */
  presentationsProject(args: ExerciseArgs): Promise<boolean> {
    return invoke('presentations_project', { args });
  },
  /** Sets the order. */
  presentationsOrder(args: OrderArgs): Promise<Presentations> {
    return invoke('presentations_order', { args });
  },
  /** Draws the order by lot. */
  presentationsDraw(args: DrawOrderArgs): Promise<Presentations> {
    return invoke('presentations_draw', { args });
  },
  /** Says for how many minutes outputs are presented. */
  presentationsMinutes(args: MinutesArgs): Promise<Presentations> {
    return invoke('presentations_minutes', { args });
  },
  /** Begins a presentation, lets its time stand still or run on, ends it, or takes its time back. */
  presentationsHold(args: HoldArgs): Promise<Presentations> {
    return invoke('presentations_hold', { args });
  },
  /** What an exercise is scored by. */
  scoresRubric(args: ExerciseArgs): Promise<Array<Criterion>> {
    return invoke('scores_rubric', { args });
  },
  /** Adds criteria, or begins a rubric with them. */
  scoresAddCriteria(args: AddCriteriaArgs): Promise<Array<Criterion>> {
    return invoke('scores_add_criteria', { args });
  },
  /** Changes what differs from what was shown of a criterion. */
  scoresEditCriterion(args: EditCriterionArgs): Promise<Array<Criterion>> {
    return invoke('scores_edit_criterion', { args });
  },
  /** Brings a criterion to another place. */
  scoresPlaceCriterion(args: PlaceCriterionArgs): Promise<Array<Criterion>> {
    return invoke('scores_place_criterion', { args });
  },
  /** Takes a criterion away, with the points given for it; they stay in the history. */
  scoresRemoveCriterion(args: RemoveCriterionArgs): Promise<Array<Criterion>> {
    return invoke('scores_remove_criterion', { args });
  },
  /** Whoever may score the outputs of an exercise, and how far they are. */
  scoresScorers(args: ExerciseArgs): Promise<Array<ScorerLine>> {
    return invoke('scores_scorers', { args });
  },
  /** Notes a juror who is not on the roster. */
  scoresAddJuror(args: AddJurorArgs): Promise<Array<ScorerLine>> {
    return invoke('scores_add_juror', { args });
  },
  /** Calls a juror otherwise, or says where they come from. */
  scoresEditJuror(args: EditJurorArgs): Promise<Array<ScorerLine>> {
    return invoke('scores_edit_juror', { args });
  },
  /** Takes a juror away who gave no points. */
  scoresRemoveJuror(args: RemoveJurorArgs): Promise<Array<ScorerLine>> {
    return invoke('scores_remove_juror', { args });
  },
  /** What one scorer gives the outputs of an exercise. */
  scoresSheet(args: SheetArgs): Promise<ScoringSheet> {
    return invoke('scores_sheet', { args });
  },
  /** Gives points for one criterion, or takes them away. */
  scoresGive(args: GiveArgs): Promise<ScoringSheet> {
    return invoke('scores_give', { args });
  },
  /** Declares a conflict of interest, or takes that back. */
  scoresDeclare(args: DeclareArgs): Promise<ScoringSheet> {
    return invoke('scores_declare', { args });
  },
  /** Says something beside the points. */
  scoresRemark(args: ScoreRemarkArgs): Promise<ScoringSheet> {
    return invoke('scores_remark', { args });
  },
  /** Withdraws a whole sheet, with its points; it stays in the history. */
  scoresWithdraw(args: WithdrawArgs): Promise<ScoringSheet> {
    return invoke('scores_withdraw', { args });
  },
  /** What comes of the scores. */
  scoresResults(args: ExerciseArgs): Promise<Results> {
    return invoke('scores_results', { args });
  },
  /** What was written to those who made an output. */
  scoresFeedback(args: OfOutputArgs): Promise<Array<Feedback>> {
    return invoke('scores_feedback', { args });
  },
  /** Writes something to them. */
  scoresAddFeedback(args: AddFeedbackArgs): Promise<Array<Feedback>> {
    return invoke('scores_add_feedback', { args });
  },
  /** Puts it in other words. */
  scoresEditFeedback(args: EditFeedbackArgs): Promise<Array<Feedback>> {
    return invoke('scores_edit_feedback', { args });
  },
  /** Notes that somebody else says so. */
  scoresFeedbackBy(args: FeedbackByArgs): Promise<Array<Feedback>> {
    return invoke('scores_feedback_by', { args });
  },
  /** Takes it away; it stays in the history. */
  scoresRemoveFeedback(args: RemoveFeedbackArgs): Promise<Array<Feedback>> {
    return invoke('scores_remove_feedback', { args });
  },
  /** All plans of a programme. */
  plansList(args: ProgrammeArgs): Promise<Array<PlanLine>> {
    return invoke('plans_list', { args });
  },
  /** One plan with all it says, its versions and who stands for which. */
  plansOne(args: PlanArgs): Promise<PlanView> {
    return invoke('plans_one', { args });
  },
  /** Names a plan. */
  plansAdd(args: AddPlanArgs): Promise<PlanView> {
    return invoke('plans_add', { args });
  },
  /** Changes what differs from what was shown. */
  plansEdit(args: EditPlanArgs): Promise<PlanView> {
    return invoke('plans_edit', { args });
  },
  /** Adds a line to one of the plan's lists. */
  plansAddLine(args: AddPlanLineArgs): Promise<PlanView> {
    return invoke('plans_add_line', { args });
  },
  /** Changes fields of a line. */
  plansEditLine(args: EditPlanLineArgs): Promise<PlanView> {
    return invoke('plans_edit_line', { args });
  },
  /** Takes a line away. */
  plansRemoveLine(args: RemovePlanLineArgs): Promise<PlanView> {
    return invoke('plans_remove_line', { args });
  },
  /** Seats somebody in the team, or takes them out of it. */
  plansSeat(args: PlanSeatArgs): Promise<PlanView> {
    return invoke('plans_seat', { args });
  },
  /** Brings a plan to another state. */
  plansSetState(args: PlanStateArgs): Promise<PlanView> {
    return invoke('plans_set_state', { args });
  },
  /** Notes which plan it came from. */
  plansCameFrom(args: PlanOriginArgs): Promise<PlanView> {
    return invoke('plans_came_from', { args });
  },
  /** Keeps what the plan says now as a version. */
  plansKeep(args: PlanArgs): Promise<PlanView> {
    return invoke('plans_keep', { args });
  },
  /** Notes that somebody stands for a version, or takes that back. */
  plansCommit(args: CommitArgs): Promise<PlanView> {
    return invoke('plans_commit', { args });
  },
  /** Hangs photographs of the signed sheet on a version; none when the person closed the dialog. */
  plansAttachSheet(args: PlanSheetArgs): Promise<PlanView | null> {
    return invoke('plans_attach_sheet', { args });
  },
  /** Takes one off that hangs there by mistake; its bytes and history stay. */
  plansTakeOffSheet(args: PlanSheetOffArgs): Promise<PlanView> {
    return invoke('plans_take_off_sheet', { args });
  },
  /** What differs between two versions, or from a version to what the plan says now. */
  plansCompare(args: ComparePlanArgs): Promise<Array<PlanDifference>> {
    return invoke('plans_compare', { args });
  },
  /** Takes a plan away that was named by mistake; it stays in the history. */
  plansRemove(args: RemoveArgs): Promise<Array<PlanLine>> {
    return invoke('plans_remove', { args });
  },
  /** What was told of a plan. */
  monthsOf(args: PlanArgs): Promise<PlanMonths> {
    return invoke('months_of', { args });
  },
  /** Tells how an activity stands in a month. */
  monthsReport(args: MonthReportArgs): Promise<PlanMonths> {
    return invoke('months_report', { args });
  },
  /** Hangs files on a report; none when the person closed the dialog. */
  monthsAttach(args: MonthEvidenceArgs): Promise<PlanMonths | null> {
    return invoke('months_attach', { args });
  },
  /** Takes a file off a report. */
  monthsTakeOff(args: MonthTakeOffArgs): Promise<PlanMonths> {
    return invoke('months_take_off', { args });
  },
  /** Says how a plan stands in a month. */
  monthsRate(args: MonthRateArgs): Promise<PlanMonths> {
    return invoke('months_rate', { args });
  },
  /** Notes a coaching contact. */
  monthsContact(args: ContactArgs): Promise<PlanMonths> {
    return invoke('months_contact', { args });
  },
  /** Notes assistance that was given. */
  monthsHelp(args: HelpArgs): Promise<PlanMonths> {
    return invoke('months_help', { args });
  },
  /** Notes a workshop of alumni. */
  monthsCascade(args: CascadeArgs): Promise<PlanMonths> {
    return invoke('months_cascade', { args });
  },
  /** Takes away what was told by mistake. */
  monthsRemove(args: RemoveToldArgs): Promise<PlanMonths> {
    return invoke('months_remove', { args });
  },
  /** All plans, month by month, and which came from which. */
  monthsGlance(args: ProgrammeArgs): Promise<PlansGlance> {
    return invoke('months_glance', { args });
  },
  /** What is due next. */
  monthsDue(args: DueArgs): Promise<Array<Due>> {
    return invoke('months_due', { args });
  },
  /** Writes a calendar file of what is due; none when the person closed the dialog. */
  monthsCalendar(args: ProgrammeArgs): Promise<SavedFile | null> {
    return invoke('months_calendar', { args });
  },
  /** Writes a form for the plan lead; none when the person closed the dialog. */
  monthsForm(args: MonthFormArgs): Promise<SavedFile | null> {
    return invoke('months_form', { args });
  },
  /** Looks at a form that came back; none when the person closed the dialog. */
  monthsReadForm(args: PlanArgs): Promise<FormRead | null> {
    return invoke('months_read_form', { args });
  },
  /** Takes it in. */
  monthsAcceptForm(args: AcceptFormArgs): Promise<FormRead> {
    return invoke('months_accept_form', { args });
  },
  /** All visits of a programme. */
  visitsList(args: ProgrammeArgs): Promise<Array<VisitLine>> {
    return invoke('visits_list', { args });
  },
  /** One visit with everything in it. */
  visitsOne(args: VisitArgs): Promise<VisitView> {
    return invoke('visits_one', { args });
  },
  /** Plans a visit. */
  visitsAdd(args: AddVisitArgs): Promise<VisitView> {
    return invoke('visits_add', { args });
  },
  /** Changes what differs from what was shown. */
  visitsEdit(args: EditVisitArgs): Promise<VisitView> {
    return invoke('visits_edit', { args });
  },
  /** Says that a visit and the session of its name are two things. */
  visitsIsNoSession(args: VisitArgs): Promise<Array<VisitLine>> {
    return invoke('visits_is_no_session', { args });
  },
  /** Says why a visit did not happen, or that it does after all. */
  visitsCancel(args: CancelVisitArgs): Promise<VisitView> {
    return invoke('visits_cancel', { args });
  },
  /** Takes a visit away with all that stands in it. */
  visitsRemove(args: RemoveArgs): Promise<Array<VisitLine>> {
    return invoke('visits_remove', { args });
  },
  /** Adds a stop, after those that there are. */
  visitsAddStop(args: AddStopArgs): Promise<VisitView> {
    return invoke('visits_add_stop', { args });
  },
  /** Changes what differs from what was shown of a stop. */
  visitsEditStop(args: EditStopArgs): Promise<VisitView> {
    return invoke('visits_edit_stop', { args });
  },
  /** Brings a stop to another place among the stops. */
  visitsMoveStop(args: MoveStopArgs): Promise<VisitView> {
    return invoke('visits_move_stop', { args });
  },
  /** Takes a stop away at which nobody counted. */
  visitsRemoveStop(args: RemovePartArgs): Promise<VisitView> {
    return invoke('visits_remove_stop', { args });
  },
  /** Adds a vehicle. */
  visitsAddVehicle(args: AddVehicleArgs): Promise<VisitView> {
    return invoke('visits_add_vehicle', { args });
  },
  /** Changes what differs from what was shown of a vehicle. */
  visitsEditVehicle(args: EditVehicleArgs): Promise<VisitView> {
    return invoke('visits_edit_vehicle', { args });
  },
  /** Takes a vehicle away; who rode in it has no seat then. */
  visitsRemoveVehicle(args: RemovePartArgs): Promise<VisitView> {
    return invoke('visits_remove_vehicle', { args });
  },
  /** Gives people a seat in a vehicle, or takes it away. */
  visitsSeat(args: SeatArgs): Promise<VisitView> {
    return invoke('visits_seat', { args });
  },
  /** Takes the vehicles and seats of another visit. */
  visitsSameVehicles(args: SameVehiclesArgs): Promise<VisitView> {
    return invoke('visits_same_vehicles', { args });
  },
  /** Notes how many were counted at a checkpoint, or takes a count away. */
  visitsCount(args: CountArgs): Promise<VisitView> {
    return invoke('visits_count', { args });
  },
  /** All counts that a checkpoint ever had, oldest first. */
  visitsCountHistory(args: CheckpointArgs): Promise<Array<PastHeadcount>> {
    return invoke('visits_count_history', { args });
  },
  /** Writes down what a group observed. */
  visitsObserve(args: ObserveArgs): Promise<VisitView> {
    return invoke('visits_observe', { args });
  },
  /** The notes of one day, and what the review before it wanted to change. */
  actionReviewDay(args: DayReviewArgs): Promise<DayReview> {
    return invoke('action_review_day', { args });
  },
  /** Writes a note down. */
  actionReviewAdd(args: AddNoteArgs): Promise<DayReview> {
    return invoke('action_review_add', { args });
  },
  /** Puts a note in other words. */
  actionReviewEdit(args: EditNoteArgs): Promise<DayReview> {
    return invoke('action_review_edit', { args });
  },
  /** Takes a note away that was written by mistake. */
  actionReviewRemove(args: RemoveNoteArgs): Promise<DayReview> {
    return invoke('action_review_remove', { args });
  },
  /** The bytes of a kept picture, for a `blob:` address. */
  filesPicture(args: PictureArgs): Promise<ArrayBuffer> {
    return invoke('files_picture', { args });
  },
  /** Opens a kept file with the system's program for it. */
  filesOpen(args: FileArgs): Promise<void> {
    return invoke('files_open', { args });
  },
  /** The removable drives plugged in now. */
  filesDrives(): Promise<Array<Drive>> {
    return invoke('files_drives', { args: null });
  },
  /** Where backups go and when the last was made. */
  backupShow(): Promise<BackupView> {
    return invoke('backup_show', { args: null });
  },
  /** Writes everything of this store into one sealed file; none when the person closed the dialog. */
  backupNow(args: BackupNowArgs): Promise<BackupView | null> {
    return invoke('backup_now', { args });
  },
  /** Says where automatic backups go. */
  backupPlan(args: BackupPlanArgs): Promise<BackupView> {
    return invoke('backup_plan', { args });
  },
  /** Chooses a file that may be a backup; none when the person closed the dialog. */
  backupChoose(args: BackupChooseArgs): Promise<BackupFile | null> {
    return invoke('backup_choose', { args });
  },
  /** Says what the chosen backup is, before anything is made of it. */
  backupLook(args: BackupLookArgs): Promise<BackupAccount> {
    return invoke('backup_look', { args });
  },
  /** Chooses an empty folder to restore into; none when the person closed the dialog. */
  backupPlace(): Promise<RestorePlace | null> {
    return invoke('backup_place', { args: null });
  },
  /** Makes a new store of the chosen backup, which goes on under new keys. */
  backupRestore(args: RestoreArgs): Promise<RestoredStore> {
    return invoke('backup_restore', { args });
  },
  /** Makes a new store of what can still be read of the damaged one, which is closed for it and left as it is. */
  backupRescue(args: RescueArgs): Promise<RescuedStore> {
    return invoke('backup_rescue', { args });
  },
  /** Works with the store that was just restored or rescued, from now on. */
  backupGoOn(): Promise<StoreFacts> {
    return invoke('backup_go_on', { args: null });
  },
  /** Makes an automatic backup where one is due. */
  backupIfDue(args: JobArgs): Promise<BackupRan> {
    return invoke('backup_if_due', { args });
  },
  /** That this store went on under new keys, until people have been told. */
  backupNewKeys(): Promise<Problem | null> {
    return invoke('backup_new_keys', { args: null });
  },
  /** People have been told. */
  backupNewKeysTold(): Promise<void> {
    return invoke('backup_new_keys_told', { args: null });
  },
  /** Replicas known, what each holds, what waits. */
  travelStatus(): Promise<DeskStatus> {
    return invoke('travel_status', { args: null });
  },
  /** Writes a sealed file; none when the person closed the dialog. */
  travelCarry(args: CarryArgs): Promise<Carried | null> {
    return invoke('travel_carry', { args });
  },
  /** Reads a sealed file and says what it would change; none when the person closed the dialog. */
  travelReceive(args: ReceiveArgs): Promise<BundleView | null> {
    return invoke('travel_receive', { args });
  },
  /** Takes the opened file in. */
  travelTakeIn(args: TakeInArgs): Promise<BundleView> {
    return invoke('travel_take_in', { args });
  },
  /** Saves this laptop's request to be certified; none when the person closed the dialog. */
  travelSaveRequest(args: RequestArgs): Promise<SavedFile | null> {
    return invoke('travel_save_request', { args });
  },
  /** Reads a laptop's request; none when the person closed the dialog. */
  travelOpenRequest(args: RequestOpenArgs): Promise<RequestView | null> {
    return invoke('travel_open_request', { args });
  },
  /** Certifies the laptop of the opened request. */
  travelAccept(args: AcceptArgs): Promise<Accepted> {
    return invoke('travel_accept', { args });
  },
  /** Turns a laptop away that asked: its files that wait are dropped, and its request. */
  travelTurnAway(args: TurnAwayArgs): Promise<TurnedAway> {
    return invoke('travel_turn_away', { args });
  },
  /** Asks a laptop for pages of its own with the next file to it, or no more. */
  travelAsk(args: AskArgs): Promise<DeskStatus> {
    return invoke('travel_ask', { args });
  },
  /** Stops believing a laptop from what is not here yet, or believes it again. */
  travelRevoke(args: RevokeArgs): Promise<Revoked> {
    return invoke('travel_revoke', { args });
  },
  /** The files that were taken in, the latest first. */
  travelBundles(): Promise<Array<TakenBundle>> {
    return invoke('travel_bundles', { args: null });
  },
  /** Sets a file aside that was taken in, or takes it in again. */
  travelSetAside(args: SetAsideArgs): Promise<SetAside> {
    return invoke('travel_set_aside', { args });
  },
  /** Everything that was ever said of a record and of what stands in it. */
  pastOf(args: PastArgs): Promise<RecordPast> {
    return invoke('past_of', { args });
  },
  /** What laptops recorded differently and nobody has decided. */
  travelConflicts(args: ConflictsArgs): Promise<Array<Conflict>> {
    return invoke('travel_conflicts', { args });
  },
  /** Decides one of them and answers what is left. */
  travelResolve(args: ResolveArgs): Promise<Array<Conflict>> {
    return invoke('travel_resolve', { args });
  },
  /** Values that are kept and not shown: they break a rule, or a newer version wrote them. */
  travelReview(args: ConflictsArgs): Promise<Array<ReviewLine>> {
    return invoke('travel_review', { args });
  },
};

export type Host = typeof host;
