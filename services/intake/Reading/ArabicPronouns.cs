using Territory.Contracts;

namespace Territory.Intake.Reading;

// Whom «سيطرتهم», «تخليها» and «ذلك» go back to.
internal sealed partial class ArabicRules
{
    // «دخل مقاتلو A بلدة X التي تركتها B، عقب سيطرتهم على Y»: theirs who won, not of whoever has just lost.
    private Taker Winners(int t, Taker taker, List<Place> places)
    {
        if (s[t] is not { Form: Form.Noun, Pronoun: true } || !s[t].Word.EndsWith("هم", StringComparison.Ordinal) || taker.At < 0 || taker.At > t || findings.Exists(f => scene.Kin(f.To, taker.Code))) return taker;
        var lost = findings.FindLast(f => f.Kind is ClaimKind.Change or ClaimKind.Partial && scene.Kin(f.From, taker.Code) && !places.Exists(p => p.Areas.SequenceEqual(f.Place.Areas)));
        var won = lost is null ? null : findings.FindLast(f => f.Kind is ClaimKind.Change or ClaimKind.Partial && f.To is not null && f.Place.Areas.SequenceEqual(lost.Place.Areas));
        return won is null ? taker : new Taker(won.To, -1, true);
    }

    // «سيطر الجيش التركي مع فصائل A على X»: the foreign ally beside those it backs.
    private Taker Beside(int t, Taker taker)
    {
        if (taker.Code is null || s[t + 1].Word is not "مع" || parties.After(t + 1) is not (>= 0 and var beside) || scene.Theatre.FindActor(taker.Code)?.Backs is not { Count: > 0 } backed) return taker;
        // «فصائل الجيش X»: the name after a common noun.
        if (s[beside + 1] is { IsActor: true, Prefix: "" } && parties.Code(beside + 1) is not null) beside++;
        var other = parties.Code(beside);
        return (backed.Contains(other) ? other : backed.FirstOrDefault(party => scene.Kin(party, other))) is { } friend ? new Taker(friend, beside, true) : taker;
    }

    // «سيطر مجلس من A، مع مقاتلي B، على X بعد معارك مع A»: who fights his own is of the other side.
    private Taker Turned(List<Place> places, Taker taker)
    {
        if (taker is not { Code: { } own, At: >= 0, Sure: true }) return taker;
        var with = Stretch.Of(taker.At + 1, Math.Max(0, places[0].First - taker.At - 1)).FirstOrDefault(i => s[i].Word is "مع", -1);
        var side = with < 0 ? -1 : parties.After(with);
        if (side < 0 || side > places[0].First || parties.Code(side) is not { } other || scene.Allied(other, own)) return taker;
        var fights = Stretch.Of(places[^1].Last + 1, Reach).TakeWhile(i => !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Is(Sense.Against) && s[i - 1].Is(Sense.Fight), -1);
        return fights >= 0 && parties.After(fights) is >= 0 and var foe && scene.Kin(parties.Code(foe), own) ? new Taker(other, side, true) : taker;
    }

    // «لم يبق لها سوى X، قبل أن تخليها»: one leaves what one has just been said to hold.
    private Taker? Keeper(int t, List<Place> places) =>
        s[t] is { Finite: true, Pronoun: true } && !s[t + 1].IsActor && !s[t + 2].IsActor && findings.FindLast(f => f.Place.Areas.SequenceEqual(places[0].Areas)) is { Kind: ClaimKind.Background, To: { } keeper } ? new Taker(keeper, -1, true) : null;

    // «أُخليت X من مقاتلي Y»: the passive names only who is out.
    private Taker Cleared(int t, string rule, List<Place> places, Taker leaver)
    {
        if (leaver.Sure || rule != "leave" || s[t] is not { Form: Form.Perfect, Pronoun: false } || places[0].First > t + 2 || !s[places[^1].Last + 1].Is(Sense.From)) return leaver;
        return parties.After(places[^1].Last + 1, 5) is >= 0 and var cleared && parties.Code(cleared, loser: true) is { } code ? new Taker(code, cleared, true) : leaver;
    }

    // «خامس بلدة تنتزعها A من B، بعد X وY»: those that are counted were taken before.
    private void CountedBefore(int t, int end, string? from, Taker taker)
    {
        if (taker.Code is null || !Stretch.Of(t - 6, 6).Any(i => s[i].Is(Tie.Ordinal))) return;
        var after = Stretch.Of(Math.Max(t, end) + 1, Reach + 4).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Word is "بعد" && (s[i + 1].IsArea || s[i + 1].Is(Hint.CuePlace | Hint.CueSubdistrict) || s[i + 1].Is(Hint.Including) && s[i + 2].IsArea), -1);
        if (after >= 0) Emit(ArabicPlaces.From(s, s[after + 1].Is(Hint.Including) ? after + 2 : after + 1, scene, direct: false, out _), after, new Governed(Mood.Background, -1), "counted", ClaimKind.Background, from, taker.Code, taker.At, Manner.Unknown, 0.75);
    }

    // «أعلن المجلس إخراج مقاتليه من X», not «اتفق مع B على إخراج مقاتليها».
    private bool Announced(int t)
    {
        var said = Stretch.Of(t - 8, 8).LastOrDefault(i => s[i].Finite && s[i].Is(Sense.Say), -1);
        return said >= 0 && s[said].Form == Form.Perfect && !Stretch.Of(said + 1, t - said - 1).Any(i => s[i].Is(Sense.On | Sense.Against | Sense.Neg | Sense.Deny | Sense.May | Sense.Purpose) || s[i].Is(Tie.Settlement) || s[i].Finite);
    }

    // «نفى مصدر في B ذلك»: what the sentence before has told.
    private void DenialOfLast(int deny)
    {
        var that = Stretch.Of(deny + 1, 5).TakeWhile(i => !s[i].Is(Sense.That | Sense.Clause)).FirstOrDefault(i => s[i].Is(Hint.This) && s[i].EndsIn(Cue.MatterOrReport), -1);
        var denier = parties.Said(deny) ?? parties.Speaker;
        if (that < 0 || s[deny].Form != Form.Perfect || mood.Historic(deny)) return;
        foreach (var told in scene.LastTold.Where(f => f is { Kind: ClaimKind.Change or ClaimKind.Partial, To: not null, Siege: null } && f.To != denier).ToList())
            findings.Add(told with { Kind = ClaimKind.Denial, ClaimedBy = denier, Rule = told.Rule + "+denied", Spans = [.. told.Spans, s[deny].Span] });
    }
}
