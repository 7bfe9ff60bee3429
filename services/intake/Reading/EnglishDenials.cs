using Territory.Contracts;

namespace Territory.Intake.Reading;

// One party tells it, another denies it: both are told.
internal sealed partial class EnglishRules
{
    // "but the army denied this", "denied that and said", "called the claim baseless".
    private void Contradicts(int d)
    {
        var aside = Aside(d);
        if (DeniesThat(d)) return;
        if (!s[d].Is(Sense.Refute) && !aside && !(s[d].Form is Form.Past or Form.Present or Form.Base && s[d + 1].Is(Hint.This) && Ends(d + 2))) return;
        var at = aside && s[d + 1].Is(Hint.By) ? parties.After(d + 1) : Stretch.Of(d - Reach, Reach).LastOrDefault(i => s.SameClause(i, d) && s[i].IsActor && parties.Code(i) is not null, -1);
        if (at < 0 || parties.Code(at) is not { } denier) return;
        var told = findings.Count > 0 ? findings.TakeLast(1).ToList() : scene.LastTold;
        // Who is said to have taken it does not deny it, nor does anybody but the loser deny a loss.
        foreach (var f in told.Where(f => f is { Kind: ClaimKind.Change or ClaimKind.Partial or ClaimKind.Background, Siege: null } && (f.To is null ? scene.Allied(denier, f.From) : !scene.Allied(denier, f.To))))
            findings.Add(f with { Kind = ClaimKind.Denial, ClaimedBy = denier, Rule = f.Rule + "+denied", Confidence = Math.Min(f.Confidence, 0.8), Spans = [.. f.Spans, s[d].Span, s[at].Span] });
    }

    // "Pages on social media claimed that X fell. In fact …": it did not.
    private void Corrects()
    {
        if (!scene.Hearsay || !(s[0].Word is "in" && s[1].Says(Cue.FactNoun) || s[0].Word is "in" && s[0].EndsIn(Cue.FactNoun) || s[0].Says(Cue.Actually))) return;
        foreach (var f in scene.LastTold.Where(f => f is { Kind: ClaimKind.Change or ClaimKind.Partial, To: not null, Siege: null }).ToList())
            findings.Add(f with { Kind = ClaimKind.Denial, ClaimedBy = f.ClaimedBy, Rule = f.Rule + "+denied", Confidence = Math.Min(f.Confidence, 0.75), Spans = [.. f.Spans, s[0].Span] });
    }

    // "denied reports that its forces were going back into the city": what is denied follows.
    private bool DeniesThat(int d) => s[d].Is(Sense.Refute) && s[d + 1].Is(Sense.That)
        && Stretch.Of(d + 2, Reach).Any(i => s[i].Form != Form.Plain && (s[i].Is(Sense.Take | Sense.Enter | Sense.Fall | Sense.Lose) || (s[i].Is(Sense.Withdraw | Sense.Leave) && Stretch.Of(i + 1, 3).Any(j => s[j].Is(Sense.From) || s[j].IsArea))));

    // "denied that the rebels had reached X": only what is denied is told.
    private void Reaches(int t)
    {
        var denial = Stretch.Of(t - Reach, Reach).LastOrDefault(i => s[i].Is(Sense.Deny | Sense.Refute), -1);
        if (denial < 0 || s[denial].Form == Form.Gerund || s[t].Form is not (Form.Past or Form.Participle) || mood.Of(t) != Mood.Denied || Stretch.Of(denial + 1, t - denial - 1).Any(i => s[i].Is(Sense.Neg | Sense.Never))) return;
        var (places, (taker, at)) = (EnglishPlaces.From(s, t + 1, scene, out _), parties.Subject(t, false));
        if (at > denial && taker is not null && places.Count > 0 && places.TrueForAll(p => p.Area.Level == AreaLevel.Place && !p.Partly)) Emit(places, t, Mood.Denied, "reach", ClaimKind.Partial, null, taker, at, 0.75);
    }

    // ", a claim the rebels reject", ", a report denied by the army", ", which the army denies"
    private bool Aside(int d) =>
        s[d].Is(Sense.Deny) && (Ends(d + 1) || s[d + 1].Is(Hint.By) || d == s.Count - 1)
        && Stretch.Of(d - 4, 4).Any(i => (s[i].Says(Cue.ClaimNoun) && s[i - 1].Word is "a" or "an" && s[i - 2].Kind == TokenKind.Comma) || (s[i].Word is "which" && s[i - 1].Kind == TokenKind.Comma));

    private bool Ends(int at) => s[at].Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.Dash || s[at].Says(Cue.SayingOrBut) || s[at].Is(Sense.Clause);
}
