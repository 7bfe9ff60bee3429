namespace Territory.Intake.Reading;

// Whose ground it is: words that say who holds it stand between a size and the name, and are stepped over.
internal sealed partial class EnglishPlaces
{
    // "captured 14 militants in the towns of": persons.
    private Step? MenSomewhere(int at) => Party(s[at]) && s[at - 1].Kind == TokenKind.Number && s[at + 1].Is(Sense.In) ? End(at) : null;

    // "an army base in Mayadin", "government positions near", "rebel-held parts of", "the group's bastion of"
    private Step? WhoseGround(int at) =>
        Party(s[at])
        && (s[at + 1].Is(Sense.Part)
            || s[at + 1].Is(Sense.Direction) && s[at + 2].Is(Sense.Part)
            || Bastion(at + 1)
            || HeldBy(at)
            || OwnedPart(at)
            || Any(at + 1, 3, next => next.Is(Hint.CueSite | Hint.CuePlace))) ? On(at) : null;

    // The second word of "rebel-held".
    private Step? HeldGround(int at) => s[at].Is(Sense.Standing) && HeldBy(at - 1) ? On(at) : null;

    // "all areas under its control in"
    private Step? UnderItsControl(int at)
    {
        if (!so.Part || s[at].Word is not "under" || s[at + 1].Word is not ("its" or "their") || !s[at + 2].Is(Hint.Control)) return null;
        so.Whole = false;
        return On(at + 2);
    }

    // "their main redoubt in the town of"
    private Step? BastionIn(int at) =>
        s[at].Is(Sense.In) && s[at - 1].Says(Cue.RedoubtNoun) && Any(at + 1, 3, next => next.Is(Hint.CuePlace)) ? On(at) : null;

    // "the enclave of", "the rebel stronghold": these words make no name strange.
    private Step? BastionOf(int at)
    {
        if (!s[at].Says(Cue.RedoubtNoun)) return null;
        so.Strange = false;
        return On(at);
    }

    // "positions held by the army in": past who holds them.
    private Step? HeldByWhom(int at) => so.Part && s[at].Is(Sense.Hold) && PastParty(at) is { } where ? On(where) : null;

    // "the territory they once held in"
    private Step? OnceHeldByThem(int at) =>
        so.Part && s[at].Word is "they" or "it" && at > so.First && (PastOnceHeld(at + 1) ?? PastLost(at + 1)) is { } where ? On(where) : null;

    // "the positions it lost on", "areas they had lost to rebels in": where the words end.
    private int? PastLost(int from)
    {
        while (s[from].Is(Hint.Had) || s[from].Is(Sense.Adverb)) from++;
        if (!s[from].Is(Sense.Lose) || s[from].Form is not (Form.Past or Form.Participle)) return null;
        var end = Stretch.Of(from + 1, 6).TakeWhile(i => s[i].Is(Sense.To | Sense.In | Sense.Near) || s[i].IsActor
            || s[i].Is(Hint.Article | Hint.Weekday | Hint.Today | Hint.Yesterday | Hint.DayUnit | Hint.WeekUnit) || s[i].Word is "last" or "earlier").LastOrDefault(i => s[i].Is(Sense.In)
            && !s[i + 1].Is(Hint.Weekday), -1);
        return end < 0 ? null : end;
    }

    // "several districts from the militants in Hama": past the loser.
    private Step? FromTheLoser(int at) =>
        so.Part && s[at].Is(Sense.From) && PastParty(at) is { } where ? Of(AnySoFar(at, Several) ? Hint.CueCountry : so.Cue, where) : null;

    private static bool Party(Item item) => item.IsActor && !item.IsArea;

    // "rebel-held parts of".
    private bool HeldBy(int actor) =>
        s[actor].IsActor && s[actor + 1].Is(Sense.Standing) && s[actor + 1].Form is Form.Past or Form.Participle && scene.Hyphened(s[actor], s[actor + 1]);

    // "rebel bastion of", "their main redoubt in".
    private bool Bastion(int at)
    {
        var i = at;
        while (i < s.Count && s[i].Is(Hint.Article)) i++;
        return i > at && (s[i].Is(Hint.Of) || (s[i].Is(Sense.In) && s[i - 1].Says(Cue.RedoubtNoun)));
    }

    // "several Syrian government office buildings in", "two army and police buildings in".
    private bool OwnedPart(int actor)
    {
        var noun = Stretch.Of(actor + 1, 4).FirstOrDefault(i => s[i].Is(Sense.Part) && s[i].Kind == TokenKind.Word, -1);
        return noun > 0 && s[noun + 1].Is(Sense.In)
            && !Any(actor + 1, noun - actor - 1, item => !(item.IsWord || item.Word is "and" || item.IsActor || item.Is(Sense.People | Sense.Direction)));
    }

    // "by the army in", "from the militants in": where it lies.
    private int? PastParty(int from)
    {
        var actor = Stretch.Of(from + 1, 5).FirstOrDefault(i => s[i].IsActor, -1);
        var at = actor < 0 ? -1 : Stretch.Of(actor + 1, 4).FirstOrDefault(i => s[i].Is(Sense.In), -1);
        return at >= 0 && !Any(actor + 1, at - actor - 1, item => !(item.Is(Sense.People) || item.IsWord)) ? at : null;
    }

    // "held in", "had once controlled across": where the words end.
    private int? PastOnceHeld(int from)
    {
        var end = from;
        while (s[end].Is(Hint.Had) || s[end].Is(Sense.Adverb) || s[end].Word is "once") end++;
        return s[end].Is(Sense.Standing) && s[end].Form == Form.Past && (s[end + 1].Is(Sense.In) || s[end + 1].Word is "across") ? end + 1 : null;
    }

    // "X and other towns once held by rebels are now under": whose they were.
    private static int PastOnceHeld(Sentence s, int end, int at)
    {
        var hold = s[end].Word is "and" ? Stretch.Of(end + 1, 7).FirstOrDefault(i => s[i].Is(Sense.Hold), -1) : s[end].Is(Sense.Was | Sense.Past) || s[end].Says(Cue.OnceOrLong) ? end + 1 : end;
        if (hold < 0 || !s[hold].Is(Sense.Hold) || s[end].Word is "and" && !Stretch.Of(end + 1, hold - end - 1).Any(i => s[i].Word is "other" or "others")) return end;
        var party = Stretch.Of(hold + 1, 4).FirstOrDefault(i => s[i].IsActor, -1);
        return party >= 0 && party + 1 < at && !Stretch.Of(party + 1, at - party - 1).Any(i => s[i].IsActor) ? s[party + 1].Is(Sense.People) ? party + 2 : party + 1 : end;
    }
}
