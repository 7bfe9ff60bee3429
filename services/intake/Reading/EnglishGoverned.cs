namespace Territory.Intake.Reading;

// Who is named only beside another: governed by a preposition, excluded, or the end of a longer name.
internal sealed partial class EnglishParties
{
    public bool Governed(int at)
    {
        if (Supports(at) || Excluded(at)) return true;
        // "disguised as YPG fighters": those are others.
        if (s[at - 1].Word is "as" && s[at - 2].Says(Cue.Disguised)) return true;
        if (Beside(at)) return false;
        for (var i = at - 1; i >= 0 && i >= at - 7; i--)
        {
            // "fighters of the Islamic State" are its own.
            if ((s[i].Is(Hint.Of) || s[i].Word is "from") && (s[i - 1].Is(Sense.People) || s[i - 1].Is(Tie.Body) || s[i - 1].Says(Cue.CommandNoun))) return false;
            // "fighters led by HTS", "troops loyal to the president" act for them.
            if ((s[i].Is(Hint.By) && s[i - 1].Says(Cue.LedVerb) || s[i].Is(Sense.To) && s[i - 1].Says(Cue.LoyalOrAllegiant)) && (s[i - 2].Is(Sense.People) || s[i - 2].Is(Tie.Body) || s[i - 2].IsActor)) return false;
            // "clashes resulted in the rebels taking control": they act.
            if (s[i].Word is "in" && s[i - 1].Says(Cue.ResultedVerb)) return false;
            // "their offensive against the regime": whom they attack.
            if (s[i].Is(Sense.Attack) && s[i].Form == Form.Plain && s[i].Tail is "against" or "on") return true;
            if (s[i].Is(Hint.By | Hint.Of) || s[i].Tail is "into" || s[i].Is(Sense.On | Sense.From | Sense.Against | Sense.Between | Sense.In | Sense.Near | Sense.To | Sense.Hold)) return true;
            // "occupied by the YPG/SDF"
            if (!(s[i].Is(Hint.Article) || s[i].Is(Sense.People | Sense.Direction) || (s[i].Word is "and" && s[i - 1].IsActor) || OneName(i) || s[i].IsActor)) return false;
        }
        return false;
    }

    // "YPG/SDF"
    private bool OneName(int mark) => s[mark].Kind == TokenKind.Dash && s[mark - 1].IsActor && s[mark + 1].IsActor && s[mark + 1].Span.Start - s[mark - 1].Span.End == 1;

    // "tribesmen, rather than the army, drove", "tribesmen and not the army": who did not do it.
    private bool Excluded(int at)
    {
        var i = at - 1;
        while (s[i].Is(Hint.Article) || s[i].Is(Sense.People | Sense.Direction)) i--;
        return s[i].Word is "than" && s[i - 1].Says(Cue.RatherOrOther) || s[i].Is(Hint.Of) && s[i - 1].Word is "instead" || s[i].Word is "unlike" || s[i].Word is "not" && (s[i - 1].Kind is TokenKind.Comma or TokenKind.Dash || s[i - 1].Word is "and");
    }

    // "the Fattah Army": the end of a name nobody knows.
    private bool EndsName(int at) => s[at].Capital && s[at].Word == s[at].Tail && s[at].Meaning.Actors.All(a => a.Common) && at > 1 && s[at - 1].IsWord && s[at - 1].Capital;

    // "Hezbollah militants": the noun says what those are who were named.
    private bool Explains(int at) => s[at - 1].IsActor && s[at].Meaning.Actors.All(a => a.Common) && s[at - 1].Meaning.Actors.Any(a => !a.Common && !a.Metonym) && s[at].Span.Start - s[at - 1].Span.End == 1;

    // "two military vehicles entered X" after Israeli forces were told of: theirs.
    private string? Equipment(int at) =>
        s[at].Says(Cue.ArmyNoun) && s[at].Word == s[at].Tail && s[at].IsActor && s[at + 1].Says(Cue.PatrolVehicle) && s[at - 1].Word is not "the"
        && scene.LastSubject is { } abroad && scene.IsState(abroad) && scene.Army(day) is null ? abroad : null;
}
