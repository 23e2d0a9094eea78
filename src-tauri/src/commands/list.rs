// Every command of the window, once. From this list come the Tauri handler, the permissions (through `build.rs`) and the
// TypeScript client. A line reads: name: what it calls (what it takes) -> what it answers.
commands! {
    // The application itself.

    /// What the window opens on.
    app_start: app::start(()) -> AppStart;
    /// Makes this laptop's store.
    app_create_store: app::create_store(CreateStoreArgs) -> StoreFacts;
    /// The organisation's recovery secret is written down and locked away: it is shown no more.
    app_recovery_written_down: app::recovery_written_down(()) -> StoreFacts;
    /// Loads the built-in programme.
    app_load_demo: app::load_demo(LoadDemoArgs) -> StoreFacts;
    /// The store as it stands now.
    app_store: app::store(()) -> StoreFacts;
    /// What stands in the frame of every screen.
    app_counters: app::counters(()) -> Counters;
    /// Tries whether the store can be written to again.
    app_try_writing: app::try_writing(()) -> Counters;
    /// Says who is at the laptop.
    app_set_author: app::set_author(AuthorArgs) -> StoreFacts;
    /// Keeps the language of the window.
    app_set_language: app::set_language(LanguageArgs) -> ();
    /// Takes back the last action made here.
    app_undo: app::undo(()) -> Option<Undone>;
    /// Says whether something on the screen is not saved yet: then closing the window asks first.
    app_writing: app::writing(WritingArgs) -> ();
    /// Ends the application.
    app_close: app::close(()) -> ();
    /// Asks a job to stop; it answers its caller with the problem `stopped`.
    app_cancel_job: app::cancel_job(JobArgs) -> ();

    // Programmes.

    /// Chooses the programme that the screens show.
    programme_choose: programme::choose(ProgrammeArgs) -> StoreFacts;
    /// All facts of a programme.
    programme_facts: programme::facts(ProgrammeArgs) -> Programme;
    /// Makes a programme from a form.
    programme_new: programme::new(NewProgrammeArgs) -> Programme;
    /// Changes what differs from what was shown.
    programme_edit: programme::edit(EditProgrammeArgs) -> Programme;
    /// Makes a programme from a file; none when the person closed the dialog.
    programme_from_file: programme::from_file(ProgrammeFileArgs) -> Option<Programme>;

    // Today.

    /// One day: what is on, which registers are open, what waits.
    today_show: today::show(TodayArgs) -> Today;
    /// What does not fit together although nobody disputes it.
    today_checks: today::checks(ProgrammeArgs) -> Vec<Problem>;

    // Registers.

    /// All registers of a programme, by date and half.
    attendance_registers: attendance::registers(ProgrammeArgs) -> Vec<RegisterLine>;
    /// Makes the register of a half day; the same one if it is there.
    attendance_open: attendance::open(OpenRegisterArgs) -> RegisterLine;
    /// A register with a row for each person.
    attendance_sheet: attendance::sheet(RegisterArgs) -> Sheet;
    /// Records where one person was.
    attendance_mark: attendance::mark(MarkArgs) -> Marked;
    /// Records a remark beside a mark.
    attendance_remark: attendance::remark(RemarkArgs) -> Marked;
    /// Gives every unmarked person this status; touches no mark that somebody set.
    attendance_fill: attendance::fill(FillArgs) -> Sheet;
    /// Locks a register; refused while a cell is unmarked.
    attendance_lock: attendance::lock(ShownRegisterArgs) -> RegisterLine;
    /// Notes that a locked register was compared with its paper sheet.
    attendance_verify: attendance::verify(VerifyArgs) -> RegisterLine;
    /// Marks somebody at every open register of a stretch of days where nobody has marked them yet.
    attendance_advance: attendance::advance(AdvanceArgs) -> Advanced;
    /// Moves the marks of a register in which nothing is held to where they belong.
    attendance_move_marks: attendance::move_marks(MoveMarksArgs) -> MovedMarks;
    /// Takes all marks away from a register in which nothing is held; answers of how many people.
    attendance_clear_marks: attendance::clear_marks(ShownRegisterArgs) -> u32;
    /// Opens a locked register again.
    attendance_reopen: attendance::reopen(ReopenArgs) -> RegisterLine;
    /// Attaches photographs of the paper sheet; none when the person closed the dialog.
    attendance_attach_paper: attendance::attach_paper(PaperArgs) -> Option<Sheet>;
    /// Takes a photograph off its register that was hung there by mistake; its bytes and history stay.
    attendance_remove_paper: attendance::remove_paper(RemovePaperArgs) -> Sheet;
    /// People by registers, with rates.
    attendance_grid: attendance::grid(ProgrammeArgs) -> Grid;
    /// All values that a cell ever had.
    attendance_history: attendance::history(HistoryArgs) -> Vec<HistoryLine>;
    /// Writes the attendance report to a file; none when the person closed the dialog.
    attendance_report: attendance::report(ReportArgs) -> Option<SavedFile>;

    // The agenda.

    /// The days of a programme with their sessions.
    agenda_days: agenda::days(ProgrammeArgs) -> Vec<AgendaDay>;
    /// Reads an agenda file and says what it would change; none when the person closed the dialog.
    agenda_open_file: agenda::open_file(AgendaOpenArgs) -> Option<AgendaPreview>;
    /// Takes the opened file in.
    agenda_accept: agenda::accept(AgendaAcceptArgs) -> AgendaPlan;
    /// Adds a session.
    agenda_add: agenda::add(AddSessionArgs) -> Vec<AgendaDay>;
    /// Changes what differs from what was shown.
    agenda_edit: agenda::edit(EditSessionArgs) -> Vec<AgendaDay>;
    /// Plans, holds or cancels a session.
    agenda_set_status: agenda::set_status(SessionStatusArgs) -> Vec<AgendaDay>;
    /// Gives a session another day, start and end.
    agenda_move: agenda::move_session(MoveSessionArgs) -> Vec<AgendaDay>;
    /// Lets two sessions exchange their times.
    agenda_swap: agenda::swap(SwapSessionsArgs) -> Vec<AgendaDay>;
    /// Rooms and trainers to suggest.
    agenda_names: agenda::names(ProgrammeArgs) -> SessionNames;
    /// Writes the agenda as a calendar file; none when the person closed the dialog.
    agenda_calendar: agenda::calendar(ProgrammeArgs) -> Option<SavedFile>;

    // People.

    /// Everybody in a programme.
    people_roster: people::roster(ProgrammeArgs) -> Vec<Person>;
    /// Adds a person.
    people_add: people::add(AddPersonArgs) -> Person;
    /// The code that somebody gets who is added without one.
    people_next_code: people::next_code(ProgrammeArgs) -> String;
    /// Changes what differs from what was shown.
    people_edit: people::edit(EditPersonArgs) -> Person;
    /// At how many registers somebody was seen: what leaves the figures when they leave the list.
    people_seen: people::seen(PersonArgs) -> u32;
    /// Enrols somebody in the place of a nominee, who stays on the roster and never counts.
    people_replace: people::replace(ReplacePersonArgs) -> Person;
    /// Says that somebody of the roster comes in the place of a nominee.
    people_replace_with: people::replace_with(ReplaceWithArgs) -> Person;
    /// Reads a spreadsheet and says what it would change; none when the person closed the dialog.
    people_open_file: people::open_file(RosterOpenArgs) -> Option<RosterPreview>;
    /// Reads the opened spreadsheet again, another sheet or with another mapping.
    people_preview: people::preview(RosterPreviewArgs) -> RosterPreview;
    /// Takes the opened spreadsheet in.
    people_accept: people::accept(RosterAcceptArgs) -> RosterPlan;

    // Groups.

    /// All group sets of a programme.
    groups_sets: groups::sets(ProgrammeArgs) -> Vec<GroupSetView>;
    /// Fills groups from a file; none when the person closed the dialog.
    groups_import: groups::import(GroupsImportArgs) -> Option<GroupsImported>;
    /// Makes a set with its groups.
    groups_add_set: groups::add_set(AddGroupSetArgs) -> Vec<GroupSetView>;
    /// Says what would come of a draw; writes nothing.
    groups_draw: groups::draw(DrawArgs) -> Drawing;
    /// Draws, and keeps exactly what the screen showed.
    groups_keep_draw: groups::keep_draw(DrawArgs) -> DrawKept;
    /// Adds a group to a set.
    groups_add: groups::add(AddGroupArgs) -> Vec<GroupSetView>;
    /// Renames a set.
    groups_rename_set: groups::rename_set(RenameArgs) -> Vec<GroupSetView>;
    /// Renames a group.
    groups_rename: groups::rename(RenameArgs) -> Vec<GroupSetView>;
    /// Puts a person into a group, or out of the set's groups.
    groups_place: groups::place(PlaceArgs) -> Vec<GroupSetView>;
    /// Takes an empty group away that was made by mistake.
    groups_remove: groups::remove(RemoveArgs) -> Vec<GroupSetView>;
    /// Takes a set away with its groups and places.
    groups_remove_set: groups::remove_set(RemoveArgs) -> Vec<GroupSetView>;

    // Exercises and outputs.

    /// All exercises of a programme.
    outputs_exercises: outputs::exercises(ProgrammeArgs) -> Vec<ExerciseLine>;
    /// Adds an exercise.
    outputs_add_exercise: outputs::add_exercise(AddExerciseArgs) -> Vec<ExerciseLine>;
    /// Changes what the groups are asked to do.
    outputs_edit_exercise: outputs::edit_exercise(EditExerciseArgs) -> Vec<ExerciseLine>;
    /// All outputs of a programme.
    outputs_list: outputs::list(ProgrammeArgs) -> Vec<OutputLine>;
    /// Every photograph that hangs on an output, exercise by exercise.
    outputs_gallery: outputs::gallery(ProgrammeArgs) -> Vec<GalleryPicture>;
    /// One output with its text, files and versions.
    outputs_one: outputs::one(OutputArgs) -> OutputView;
    /// Adds an output of a group.
    outputs_add: outputs::add(AddOutputArgs) -> OutputView;
    /// Changes title and text where they differ from what was shown.
    outputs_edit: outputs::edit(EditOutputArgs) -> OutputView;
    /// Moves an output on: draft, submitted, presented, final.
    outputs_set_state: outputs::set_state(OutputStateArgs) -> OutputView;
    /// Gives an output a canvas.
    outputs_begin_canvas: outputs::begin_canvas(BeginCanvasArgs) -> OutputView;
    /// Puts a note on a canvas, or a heading.
    outputs_add_item: outputs::add_item(AddItemArgs) -> OutputView;
    /// Lets a note say something else, stand elsewhere or weigh otherwise.
    outputs_edit_item: outputs::edit_item(EditItemArgs) -> OutputView;
    /// Takes a note off a canvas, with what hangs under it.
    outputs_remove_item: outputs::remove_item(RemoveItemArgs) -> OutputView;
    /// Writes where a line and a column meet.
    outputs_put_cell: outputs::put_cell(PutCellArgs) -> OutputView;
    /// Attaches files; none when the person closed the dialog.
    outputs_attach: outputs::attach(AttachArgs) -> Option<OutputView>;
    /// Takes a file off an output; its bytes and history stay.
    outputs_remove_file: outputs::remove_file(RemoveFileArgs) -> OutputView;
    /// Takes an output away that was written down by mistake; it stays in the history.
    outputs_remove: outputs::remove(RemoveArgs) -> ();
    /// Takes an exercise away that nobody has answered.
    outputs_remove_exercise: outputs::remove_exercise(RemoveArgs) -> Vec<ExerciseLine>;

    // Presentations and scores.

    /// Who presents when, for how long, and what time runs.
    presentations_show: presentations::show(ExerciseArgs) -> Presentations;
    /// Shows the time in a window of its own, for the projector, or closes that window; answers whether it is open.
    presentations_project: presentations::project(ExerciseArgs) -> bool;
    /// Sets the order.
    presentations_order: presentations::order(OrderArgs) -> Presentations;
    /// Draws the order by lot.
    presentations_draw: presentations::draw(DrawOrderArgs) -> Presentations;
    /// Says for how many minutes outputs are presented.
    presentations_minutes: presentations::minutes(MinutesArgs) -> Presentations;
    /// Begins a presentation, lets its time stand still or run on, ends it, or takes its time back.
    presentations_hold: presentations::hold(HoldArgs) -> Presentations;
    /// What an exercise is scored by.
    scores_rubric: scores::rubric(ExerciseArgs) -> Vec<Criterion>;
    /// Adds criteria, or begins a rubric with them.
    scores_add_criteria: scores::add_criteria(AddCriteriaArgs) -> Vec<Criterion>;
    /// Changes what differs from what was shown of a criterion.
    scores_edit_criterion: scores::edit_criterion(EditCriterionArgs) -> Vec<Criterion>;
    /// Brings a criterion to another place.
    scores_place_criterion: scores::place_criterion(PlaceCriterionArgs) -> Vec<Criterion>;
    /// Takes a criterion away, with the points given for it; they stay in the history.
    scores_remove_criterion: scores::remove_criterion(RemoveCriterionArgs) -> Vec<Criterion>;
    /// Whoever may score the outputs of an exercise, and how far they are.
    scores_scorers: scores::scorers(ExerciseArgs) -> Vec<ScorerLine>;
    /// Notes a juror who is not on the roster.
    scores_add_juror: scores::add_juror(AddJurorArgs) -> Vec<ScorerLine>;
    /// Calls a juror otherwise, or says where they come from.
    scores_edit_juror: scores::edit_juror(EditJurorArgs) -> Vec<ScorerLine>;
    /// Takes a juror away who gave no points.
    scores_remove_juror: scores::remove_juror(RemoveJurorArgs) -> Vec<ScorerLine>;
    /// What one scorer gives the outputs of an exercise.
    scores_sheet: scores::sheet(SheetArgs) -> ScoringSheet;
    /// Gives points for one criterion, or takes them away.
    scores_give: scores::give(GiveArgs) -> ScoringSheet;
    /// Declares a conflict of interest, or takes that back.
    scores_declare: scores::declare(DeclareArgs) -> ScoringSheet;
    /// Says something beside the points.
    scores_remark: scores::remark(ScoreRemarkArgs) -> ScoringSheet;
    /// Withdraws a whole sheet, with its points; it stays in the history.
    scores_withdraw: scores::withdraw(WithdrawArgs) -> ScoringSheet;
    /// What comes of the scores.
    scores_results: scores::results(ExerciseArgs) -> Results;
    /// What was written to those who made an output.
    scores_feedback: scores::feedback(OfOutputArgs) -> Vec<Feedback>;
    /// Writes something to them.
    scores_add_feedback: scores::add_feedback(AddFeedbackArgs) -> Vec<Feedback>;
    /// Puts it in other words.
    scores_edit_feedback: scores::edit_feedback(EditFeedbackArgs) -> Vec<Feedback>;
    /// Notes that somebody else says so.
    scores_feedback_by: scores::feedback_by(FeedbackByArgs) -> Vec<Feedback>;
    /// Takes it away; it stays in the history.
    scores_remove_feedback: scores::remove_feedback(RemoveFeedbackArgs) -> Vec<Feedback>;

    // Action plans.

    /// All plans of a programme.
    plans_list: plans::list(ProgrammeArgs) -> Vec<PlanLine>;
    /// One plan with all it says, its versions and who stands for which.
    plans_one: plans::one(PlanArgs) -> PlanView;
    /// Names a plan.
    plans_add: plans::add(AddPlanArgs) -> PlanView;
    /// Changes what differs from what was shown.
    plans_edit: plans::edit(EditPlanArgs) -> PlanView;
    /// Adds a line to one of the plan's lists.
    plans_add_line: plans::add_line(AddPlanLineArgs) -> PlanView;
    /// Changes fields of a line.
    plans_edit_line: plans::edit_line(EditPlanLineArgs) -> PlanView;
    /// Takes a line away.
    plans_remove_line: plans::remove_line(RemovePlanLineArgs) -> PlanView;
    /// Seats somebody in the team, or takes them out of it.
    plans_seat: plans::seat(PlanSeatArgs) -> PlanView;
    /// Brings a plan to another state.
    plans_set_state: plans::set_state(PlanStateArgs) -> PlanView;
    /// Notes which plan it came from.
    plans_came_from: plans::came_from(PlanOriginArgs) -> PlanView;
    /// Keeps what the plan says now as a version.
    plans_keep: plans::keep(PlanArgs) -> PlanView;
    /// Notes that somebody stands for a version, or takes that back.
    plans_commit: plans::commit(CommitArgs) -> PlanView;
    /// Hangs photographs of the signed sheet on a version; none when the person closed the dialog.
    plans_attach_sheet: plans::attach_sheet(PlanSheetArgs) -> Option<PlanView>;
    /// Takes one off that hangs there by mistake; its bytes and history stay.
    plans_take_off_sheet: plans::take_off_sheet(PlanSheetOffArgs) -> PlanView;
    /// What differs between two versions, or from a version to what the plan says now.
    plans_compare: plans::compare(ComparePlanArgs) -> Vec<PlanDifference>;
    /// Takes a plan away that was named by mistake; it stays in the history.
    plans_remove: plans::remove(RemoveArgs) -> Vec<PlanLine>;

    // The months after the training.

    /// What was told of a plan.
    months_of: months::of(PlanArgs) -> PlanMonths;
    /// Tells how an activity stands in a month.
    months_report: months::report(MonthReportArgs) -> PlanMonths;
    /// Hangs files on a report; none when the person closed the dialog.
    months_attach: months::attach(MonthEvidenceArgs) -> Option<PlanMonths>;
    /// Takes a file off a report.
    months_take_off: months::take_off(MonthTakeOffArgs) -> PlanMonths;
    /// Says how a plan stands in a month.
    months_rate: months::rate(MonthRateArgs) -> PlanMonths;
    /// Notes a coaching contact.
    months_contact: months::contact(ContactArgs) -> PlanMonths;
    /// Notes assistance that was given.
    months_help: months::help(HelpArgs) -> PlanMonths;
    /// Notes a workshop of alumni.
    months_cascade: months::cascade(CascadeArgs) -> PlanMonths;
    /// Takes away what was told by mistake.
    months_remove: months::remove(RemoveToldArgs) -> PlanMonths;
    /// All plans, month by month, and which came from which.
    months_glance: months::glance(ProgrammeArgs) -> PlansGlance;
    /// What is due next.
    months_due: months::due(DueArgs) -> Vec<Due>;
    /// Writes a calendar file of what is due; none when the person closed the dialog.
    months_calendar: months::calendar(ProgrammeArgs) -> Option<SavedFile>;
    /// Writes a form for the plan lead; none when the person closed the dialog.
    months_form: months::form(MonthFormArgs) -> Option<SavedFile>;
    /// Looks at a form that came back; none when the person closed the dialog.
    months_read_form: months::read_form(PlanArgs) -> Option<FormRead>;
    /// Takes it in.
    months_accept_form: months::accept_form(AcceptFormArgs) -> FormRead;

    // Visits.

    /// All visits of a programme.
    visits_list: visits::list(ProgrammeArgs) -> Vec<VisitLine>;
    /// One visit with everything in it.
    visits_one: visits::one(VisitArgs) -> VisitView;
    /// Plans a visit.
    visits_add: visits::add(AddVisitArgs) -> VisitView;
    /// Changes what differs from what was shown.
    visits_edit: visits::edit(EditVisitArgs) -> VisitView;
    /// Says that a visit and the session of its name are two things.
    visits_is_no_session: visits::is_no_session(VisitArgs) -> Vec<VisitLine>;
    /// Says why a visit did not happen, or that it does after all.
    visits_cancel: visits::cancel(CancelVisitArgs) -> VisitView;
    /// Takes a visit away with all that stands in it.
    visits_remove: visits::remove(RemoveArgs) -> Vec<VisitLine>;
    /// Adds a stop, after those that there are.
    visits_add_stop: visits::add_stop(AddStopArgs) -> VisitView;
    /// Changes what differs from what was shown of a stop.
    visits_edit_stop: visits::edit_stop(EditStopArgs) -> VisitView;
    /// Brings a stop to another place among the stops.
    visits_move_stop: visits::move_stop(MoveStopArgs) -> VisitView;
    /// Takes a stop away at which nobody counted.
    visits_remove_stop: visits::remove_stop(RemovePartArgs) -> VisitView;
    /// Adds a vehicle.
    visits_add_vehicle: visits::add_vehicle(AddVehicleArgs) -> VisitView;
    /// Changes what differs from what was shown of a vehicle.
    visits_edit_vehicle: visits::edit_vehicle(EditVehicleArgs) -> VisitView;
    /// Takes a vehicle away; who rode in it has no seat then.
    visits_remove_vehicle: visits::remove_vehicle(RemovePartArgs) -> VisitView;
    /// Gives people a seat in a vehicle, or takes it away.
    visits_seat: visits::seat(SeatArgs) -> VisitView;
    /// Takes the vehicles and seats of another visit.
    visits_same_vehicles: visits::same_vehicles(SameVehiclesArgs) -> VisitView;
    /// Notes how many were counted at a checkpoint, or takes a count away.
    visits_count: visits::count(CountArgs) -> VisitView;
    /// All counts that a checkpoint ever had, oldest first.
    visits_count_history: visits::count_history(CheckpointArgs) -> Vec<PastHeadcount>;
    /// Writes down what a group observed.
    visits_observe: visits::observe(ObserveArgs) -> VisitView;

    // The review of a day.

    /// The notes of one day, and what the review before it wanted to change.
    action_review_day: action_review::day(DayReviewArgs) -> DayReview;
    /// Writes a note down.
    action_review_add: action_review::add(AddNoteArgs) -> DayReview;
    /// Puts a note in other words.
    action_review_edit: action_review::edit(EditNoteArgs) -> DayReview;
    /// Takes a note away that was written by mistake.
    action_review_remove: action_review::remove(RemoveNoteArgs) -> DayReview;

    // Kept files.

    /// The bytes of a kept picture, for a `blob:` address.
    files_picture: files::picture(PictureArgs) -> Bytes;
    /// Opens a kept file with the system's program for it.
    files_open: files::open(FileArgs) -> ();
    /// The removable drives plugged in now.
    files_drives: files::drives(()) -> Vec<Drive>;

    // Backups.

    /// Where backups go and when the last was made.
    backup_show: backup::show(()) -> BackupView;
    /// Writes everything of this store into one sealed file; none when the person closed the dialog.
    backup_now: backup::now(BackupNowArgs) -> Option<BackupView>;
    /// Says where automatic backups go.
    backup_plan: backup::plan(BackupPlanArgs) -> BackupView;
    /// Chooses a file that may be a backup; none when the person closed the dialog.
    backup_choose: backup::choose(BackupChooseArgs) -> Option<BackupFile>;
    /// Says what the chosen backup is, before anything is made of it.
    backup_look: backup::look(BackupLookArgs) -> BackupAccount;
    /// Chooses an empty folder to restore into; none when the person closed the dialog.
    backup_place: backup::place(()) -> Option<RestorePlace>;
    /// Makes a new store of the chosen backup, which goes on under new keys.
    backup_restore: backup::restore(RestoreArgs) -> RestoredStore;
    /// Makes a new store of what can still be read of the damaged one, which is closed for it and left as it is.
    backup_rescue: backup::rescue(RescueArgs) -> RescuedStore;
    /// Works with the store that was just restored or rescued, from now on.
    backup_go_on: backup::go_on(()) -> StoreFacts;
    /// Makes an automatic backup where one is due.
    backup_if_due: backup::if_due(JobArgs) -> BackupRan;
    /// That this store went on under new keys, until people have been told.
    backup_new_keys: backup::new_keys(()) -> Option<Problem>;
    /// People have been told.
    backup_new_keys_told: backup::new_keys_told(()) -> ();

    // Travel.

    /// Replicas known, what each holds, what waits.
    travel_status: travel::status(()) -> DeskStatus;
    /// Writes a sealed file; none when the person closed the dialog.
    travel_carry: travel::carry(CarryArgs) -> Option<Carried>;
    /// Reads a sealed file and says what it would change; none when the person closed the dialog.
    travel_receive: travel::receive(ReceiveArgs) -> Option<BundleView>;
    /// Takes the opened file in.
    travel_take_in: travel::take_in(TakeInArgs) -> BundleView;
    /// Saves this laptop's request to be certified; none when the person closed the dialog.
    travel_save_request: travel::save_request(RequestArgs) -> Option<SavedFile>;
    /// Reads a laptop's request; none when the person closed the dialog.
    travel_open_request: travel::open_request(RequestOpenArgs) -> Option<RequestView>;
    /// Certifies the laptop of the opened request.
    travel_accept: travel::accept(AcceptArgs) -> Accepted;
    /// Turns a laptop away that asked: its files that wait are dropped, and its request.
    travel_turn_away: travel::turn_away(TurnAwayArgs) -> TurnedAway;
    /// Asks a laptop for pages of its own with the next file to it, or no more.
    travel_ask: travel::ask(AskArgs) -> DeskStatus;
    /// Stops believing a laptop from what is not here yet, or believes it again.
    travel_revoke: travel::revoke(RevokeArgs) -> Revoked;
    /// The files that were taken in, the latest first.
    travel_bundles: travel::bundles(()) -> Vec<TakenBundle>;
    /// Sets a file aside that was taken in, or takes it in again.
    travel_set_aside: travel::set_aside(SetAsideArgs) -> SetAside;
    /// Everything that was ever said of a record and of what stands in it.
    past_of: past::of(PastArgs) -> RecordPast;
    /// What laptops recorded differently and nobody has decided.
    travel_conflicts: travel::conflicts(ConflictsArgs) -> Vec<Conflict>;
    /// Decides one of them and answers what is left.
    travel_resolve: travel::resolve(ResolveArgs) -> Vec<Conflict>;
    /// Values that are kept and not shown: they break a rule, or a newer version wrote them.
    travel_review: travel::review(ConflictsArgs) -> Vec<ReviewLine>;
}
