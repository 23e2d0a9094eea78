import type { AssistanceState, PlanKind, PlanMember, PlanStage, PlanState, PlanView } from '../../lib/host';

export const KINDS = ['capacity_development', 'consortium_formation'] as const satisfies readonly PlanKind[];
export const STAGES = ['selection', 'trust_building', 'planning', 'formation', 'operation'] as const satisfies readonly PlanStage[];
export const ASSISTANCE = ['asked', 'promised', 'given', 'declined'] as const satisfies readonly AssistanceState[];
export const STATES = ['draft', 'presented', 'committed', 'in_progress', 'completed', 'partly', 'superseded', 'dropped'] as const satisfies readonly PlanState[];

/** The one step that usually comes next. */
export const NEXT: Readonly<Partial<Record<PlanState, 'presented' | 'committed' | 'in_progress' | 'completed'>>> = {
  draft: 'presented',
  presented: 'committed',
  committed: 'in_progress',
  in_progress: 'completed',
};

/** Whether going there must be explained: back, out of an end, or to an end that is less than all. */
export function needsReason(from: PlanState, to: PlanState): boolean {
  const isOver = STATES.indexOf(from) >= STATES.indexOf('completed');
  return isOver || STATES.indexOf(to) < STATES.indexOf(from) || ['partly', 'superseded', 'dropped'].includes(to);
}

/** Whether a plan would be carried out though nobody stands for it: then it must be explained as well. */
export function skips(plan: PlanView, to: PlanState): boolean {
  return (to === 'in_progress' || to === 'completed') && plan.versions.every((one) => one.commitments.length === 0);
}

/** Whether somebody of a team is still of the programme. */
export const belongs = (member: PlanMember): boolean => member.belongs !== 'gone';

/** Whether somebody of a team can give their word: who left cannot any more, who has not come cannot yet. */
export const isHere = (member: PlanMember): boolean => member.belongs === 'counted' || member.belongs === 'beside';

/** What budgets of the region are written in. */
export const CURRENCIES = ['USD', 'THB', 'KHR', 'LAK', 'MMK', 'VND', 'CNY', 'NZD', 'EUR'] as const;
