namespace Territory.Intake.Reading;

// What is meant and not yet done.
internal sealed partial class EnglishMood
{
    // "We will liberate X", "Under the deal, the government will take control of X": what they mean to do, unless a condition hangs on it.
    private bool Pledged(int may, int at) =>
        s[may].Word is "will" or "ll" or "shall" && s[at].Form == Form.Base && s[at].Is(Sense.Take | Sense.Impose | Sense.HandOver | Sense.Enter)
        && !Stretch.Of(may + 1, at - may - 1).Any(i => s[i].Is(Sense.Neg | Sense.Never | Sense.May))
        && !s.Items.Any(i => i.Is(Sense.If) || i.Says(Cue.ConditionOrFear))
        && (s[may - 1].Word is "we" || s[may - 1].Word is "they" && s.Items.Take(may).Any(i => i.Is(Hint.Spokes)) || s.Items.Take(may).Any(i => i.Says(Cue.AgreementNoun)));

    // "is moving towards capturing X", "are closer to capturing X".
    private bool Nears(int at) =>
        (s[at - 1].Tail is "toward" or "towards" || s[at - 1].Tail is "to" && s[at - 2].Says(Cue.Closer) || s[at - 1].Word is "on" && s[at - 2].Says(Cue.FocusedOrIntent))
        && !Stretch.Of(at - 6, 6).Any(i => s[i].Is(Sense.Neg | Sense.Never | Sense.If));

    // "we will be able to say that", "before the army can announce that": nobody says so yet.
    private bool Unspoken(int at) =>
        Stretch.Of(at - Reach, Reach).LastOrDefault(i => s[i].Is(Sense.Say) && s[i].Form == Form.Base && s[i + 1].Is(Sense.That) && s.SameClause(i, i + 1), -1) is >= 0 and var say
        && Stretch.Of(say - 5, 5).Any(i => s[i].Is(Sense.May)) && !Stretch.Of(say - 5, 5).Any(i => s[i].Is(Sense.Neg) || s[i].Word is "could" or "can" && s[i + 1].Says(Cue.ConfirmOrNow));

    // "succeeded early on Friday in retaking"
    private bool Manages(int at) => Stretch.Of(at - 4, 4).Any(i => s[i].Is(Sense.Manage));

    // "continued south and captured X": what came next.
    private bool GoesOn(int still, int at) => s[still].Word.StartsWith("continu", StringComparison.Ordinal) && Stretch.Of(still + 1, at - still - 1).Any(i => s[i].Word is "and");

    // "Under the deal, A withdraws from X and B takes it over", "The proposal: A leaves X": what is to be done by its terms.
    private bool UnderTerms(int at) => Stretch.Of(0, at).LastOrDefault(i => s[i].Says(Cue.ProposalNoun), -1) is >= 0 and var terms && !Stretch.Of(0, terms).Any(i => s[i].Is(Sense.After | Sense.Deny | Sense.Neg))
        && (Stretch.Of(terms - 3, 3).Any(i => s[i].Word is "under") || Stretch.Of(terms + 1, 3).Any(i => s[i].Kind == TokenKind.Colon && i < at));
}
