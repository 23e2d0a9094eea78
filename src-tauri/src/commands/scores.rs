//! Rubrics, scores, results and feedback.

use sala::scores::{
    self,
    feedback::{self, NewFeedback},
    records::{CRITERION, FEEDBACK, JUROR, SCORING},
    rubric::{self, NewCriterion},
    views,
};

use crate::{
    fault::Fault,
    mapping::{all, changed_criterion, feedback as written, scorer},
    shell::Shell,
    wire::{
        presentations::ExerciseArgs,
        scores::{
            AddCriteriaArgs, AddFeedbackArgs, AddJurorArgs, Criterion, DeclareArgs, EditCriterionArgs, EditFeedbackArgs, EditJurorArgs, Feedback,
            FeedbackByArgs, GiveArgs, OfOutputArgs, PlaceCriterionArgs, RemoveCriterionArgs, RemoveFeedbackArgs, RemoveJurorArgs, Results, ScoreRemarkArgs,
            ScorerLine, ScoringSheet, SheetArgs, WithdrawArgs,
        },
    },
};

pub fn rubric(shell: &Shell, args: ExerciseArgs) -> Result<Vec<Criterion>, Fault> {
    let criteria = shell.desk()?.read(|r| {
        let book = r.book(args.programme.0)?;
        let criteria = views::criteria(r.sql(), book, args.exercise.0)?.into_iter();
        criteria.map(|one| Ok((one.clone(), r.everything_in(book, &CRITERION, one.id)?))).collect::<sala::Result<Vec<_>>>()
    })?;
    Ok(all(criteria))
}

pub fn add_criteria(shell: &Shell, args: AddCriteriaArgs) -> Result<Vec<Criterion>, Fault> {
    let AddCriteriaArgs { programme, exercise, criteria, begin } = args;
    let criteria: Vec<NewCriterion> = criteria.into_iter().map(Into::into).collect();
    let action = if begin { "begin_rubric" } else { "add_criterion" };
    shell.desk()?.change(programme.0, action, |change| match begin {
        true => rubric::begin(change, exercise.0, &criteria),
        false => criteria.iter().try_for_each(|new| rubric::add(change, exercise.0, new).map(drop)),
    })?;
    self::rubric(shell, ExerciseArgs { programme, exercise })
}

pub fn edit_criterion(shell: &Shell, args: EditCriterionArgs) -> Result<Vec<Criterion>, Fault> {
    let (programme, exercise, criterion) = (args.programme.clone(), args.exercise.clone(), args.criterion.0);
    let fields = changed_criterion(args);
    shell.desk()?.change(programme.0, "change_criterion", |change| {
        fields.into_iter().try_for_each(|(field, seen)| rubric::edit(change, criterion, field, Some(&seen)).map(drop))
    })?;
    self::rubric(shell, ExerciseArgs { programme, exercise })
}

pub fn place_criterion(shell: &Shell, args: PlaceCriterionArgs) -> Result<Vec<Criterion>, Fault> {
    let PlaceCriterionArgs { programme, exercise, criterion, to } = args;
    shell.desk()?.change(programme.0, "move_criterion", |change| rubric::place(change, criterion.0, to as usize))?;
    rubric(shell, ExerciseArgs { programme, exercise })
}

pub fn remove_criterion(shell: &Shell, args: RemoveCriterionArgs) -> Result<Vec<Criterion>, Fault> {
    let RemoveCriterionArgs { programme, exercise, criterion, seen } = args;
    shell.desk()?.change(programme.0, "remove_criterion", |change| rubric::remove(change, criterion.0, Some(&seen.0)))?;
    rubric(shell, ExerciseArgs { programme, exercise })
}

pub fn scorers(shell: &Shell, args: ExerciseArgs) -> Result<Vec<ScorerLine>, Fault> {
    let lines = shell.desk()?.read(|r| {
        let book = r.book(args.programme.0)?;
        let (lines, mut jurors) = (views::scorers(r.sql(), book, args.exercise.0)?.into_iter(), views::jurors(r.sql(), book)?);
        let with_juror = |line: views::ScorerLine| {
            let at = jurors.iter().position(|juror| line.view.scorer == scores::Scorer::Juror(juror.id));
            let juror = at.map(|at| jurors.swap_remove(at));
            let contents = juror.as_ref().map(|juror| r.everything_in(book, &JUROR, juror.id)).transpose()?;
            Ok((line, juror.zip(contents)))
        };
        lines.map(with_juror).collect::<sala::Result<Vec<_>>>()
    })?;
    Ok(all(lines))
}

pub fn add_juror(shell: &Shell, args: AddJurorArgs) -> Result<Vec<ScorerLine>, Fault> {
    let AddJurorArgs { programme, exercise, name, organisation } = args;
    shell.desk()?.change(programme.0, "add_juror", |change| scores::add_juror(change, &name, &organisation))?;
    scorers(shell, ExerciseArgs { programme, exercise })
}

pub fn edit_juror(shell: &Shell, args: EditJurorArgs) -> Result<Vec<ScorerLine>, Fault> {
    let EditJurorArgs { programme, exercise, juror, name, organisation, name_seen, organisation_seen } = args;
    let name = name.as_deref().map(|name| (name, Some(&name_seen.0)));
    let organisation = organisation.as_deref().map(|organisation| (organisation, Some(&organisation_seen.0)));
    shell.desk()?.change(programme.0, "change_juror", |change| scores::edit_juror(change, juror.0, name, organisation))?;
    scorers(shell, ExerciseArgs { programme, exercise })
}

pub fn remove_juror(shell: &Shell, args: RemoveJurorArgs) -> Result<Vec<ScorerLine>, Fault> {
    let RemoveJurorArgs { programme, exercise, juror, seen } = args;
    shell.desk()?.change(programme.0, "remove_juror", |change| scores::remove_juror(change, juror.0, Some(&seen.0)))?;
    scorers(shell, ExerciseArgs { programme, exercise })
}

pub fn sheet(shell: &Shell, args: SheetArgs) -> Result<ScoringSheet, Fault> {
    let scorer = scorer(&args);
    let sheet = shell.desk()?.read(|r| {
        let book = r.book(args.programme.0)?;
        let sheet = views::sheet(r.sql(), book, args.exercise.0, scorer)?;
        let contents = |column: &views::Column| column.sheet.map(|sheet| r.everything_in(book, &SCORING, sheet)).transpose();
        let contents = sheet.columns.iter().map(contents).collect::<sala::Result<Vec<_>>>()?;
        Ok((sheet, contents))
    })?;
    Ok(sheet.into())
}

pub fn give(shell: &Shell, args: GiveArgs) -> Result<ScoringSheet, Fault> {
    let GiveArgs { sheet: of, output, criterion, points, seen } = args;
    let scorer = scorer(&of);
    shell.desk()?.change(of.programme.0, "score", |change| scores::give(change, output.0, scorer, criterion.0, points.map(Into::into), Some(&seen.0)))?;
    sheet(shell, of)
}

pub fn declare(shell: &Shell, args: DeclareArgs) -> Result<ScoringSheet, Fault> {
    let DeclareArgs { sheet: of, output, interest, seen } = args;
    let scorer = scorer(&of);
    let interest = interest.as_ref().map(|interest| (interest.relation.into(), interest.why.as_str()));
    shell.desk()?.change(of.programme.0, "declare_interest", |change| scores::declare(change, output.0, scorer, interest, Some(&seen.0)))?;
    sheet(shell, of)
}

pub fn remark(shell: &Shell, args: ScoreRemarkArgs) -> Result<ScoringSheet, Fault> {
    let ScoreRemarkArgs { sheet: of, output, remark, seen } = args;
    let scorer = scorer(&of);
    shell.desk()?.change(of.programme.0, "score_remark", |change| scores::remark(change, output.0, scorer, &remark, Some(&seen.0)))?;
    sheet(shell, of)
}

pub fn withdraw(shell: &Shell, args: WithdrawArgs) -> Result<ScoringSheet, Fault> {
    let WithdrawArgs { sheet: of, output, seen } = args;
    let scorer = scorer(&of);
    shell.desk()?.change(of.programme.0, "remove_scoring", |change| scores::withdraw(change, output.0, scorer, Some(&seen.0)))?;
    sheet(shell, of)
}

pub fn results(shell: &Shell, args: ExerciseArgs) -> Result<Results, Fault> {
    Ok(shell.desk()?.read(|r| views::results(r.sql(), r.book(args.programme.0)?, args.exercise.0))?.into())
}

pub fn feedback(shell: &Shell, args: OfOutputArgs) -> Result<Vec<Feedback>, Fault> {
    let (found, contents) = shell.desk()?.read(|r| {
        let book = r.book(args.programme.0)?;
        let found = views::feedback(r.sql(), book, Some(args.output.0))?;
        let contents = found.iter().map(|one| Ok((one.id, r.everything_in(book, &FEEDBACK, one.id)?))).collect::<sala::Result<_>>()?;
        Ok((found, contents))
    })?;
    Ok(written(found, contents))
}

pub fn add_feedback(shell: &Shell, args: AddFeedbackArgs) -> Result<Vec<Feedback>, Fault> {
    let AddFeedbackArgs { programme, output, word, by, text } = args;
    let new = NewFeedback { output: output.0, word: word.into(), by, text };
    shell.desk()?.change(programme.0, "add_feedback", |change| feedback::add(change, &new))?;
    self::feedback(shell, OfOutputArgs { programme, output })
}

pub fn edit_feedback(shell: &Shell, args: EditFeedbackArgs) -> Result<Vec<Feedback>, Fault> {
    let EditFeedbackArgs { programme, output, id, text, seen } = args;
    shell.desk()?.change(programme.0, "change_feedback", |change| feedback::edit(change, id.0, &text, Some(&seen.0)))?;
    self::feedback(shell, OfOutputArgs { programme, output })
}

pub fn feedback_by(shell: &Shell, args: FeedbackByArgs) -> Result<Vec<Feedback>, Fault> {
    let FeedbackByArgs { programme, output, id, by, seen } = args;
    shell.desk()?.change(programme.0, "change_feedback", |change| feedback::set_by(change, id.0, &by, Some(&seen.0)))?;
    self::feedback(shell, OfOutputArgs { programme, output })
}

pub fn remove_feedback(shell: &Shell, args: RemoveFeedbackArgs) -> Result<Vec<Feedback>, Fault> {
    let RemoveFeedbackArgs { programme, output, id, seen } = args;
    shell.desk()?.change(programme.0, "remove_feedback", |change| feedback::remove(change, id.0, Some(&seen.0)))?;
    self::feedback(shell, OfOutputArgs { programme, output })
}
