namespace Territory.Intake.Reading;

// Who acts together with others, and who stands beside them.
internal sealed partial class EnglishParties
{
    // "A and B seized", "A and fighters of B seized": the first of those who act together.
    private int First(int at)
    {
        if (AllyOf(at) is { } ally) at = ally;
        for (var own = Own(at); s[own - 1].Word is "and" && Named(own - 2) && !Governed(own - 2); own = Own(at)) at = own - 2;
        return at > 2 && s[at - 1].Word is "the" && s[at - 2].Word is "and" && Named(at - 3) && Heads(at - 3) ? First(at - 3) : at;
    }

    // "The army and its Hezbollah allies seized", "troops and their Russian-backed allies": theirs whose allies they are.
    private int? AllyOf(int at)
    {
        var own = at - 1;
        while (own > at - 4 && (s[own].Is(Sense.People | Sense.Direction) || s[own].IsActor || s[own] is { IsWord: true, Capital: false } && s[own].Word is not ("their" or "its"))) own--;
        return own > 1 && s[own].Word is "their" or "its" && s[own - 1].Word is "and" && Named(own - 2) && !Governed(own - 2) && !Driven(own - 2) ? own - 2 : null;
    }

    // Nothing stands before it but where a clause begins: "The SDF and the …", "said the SDF and the …".
    private bool Heads(int at)
    {
        var before = at - 1;
        while (s[before].Is(Hint.Article) || s[before].Is(Sense.People | Sense.Direction)) before--;
        return before < 0 || s[before].Kind is TokenKind.Stop or TokenKind.Comma or TokenKind.Colon || s[before].Is(Sense.Say | Sense.That | Sense.Clause);
    }

    // "fighters of B", "fighters of Lebanon's B"
    private int Own(int at)
    {
        var of = s[at - 1].IsWord && s[at - 1].Capital ? at - 2 : at - 1;
        return s[of].Is(Hint.Of) && s[of - 1].Is(Sense.People) ? of - 1 : at;
    }

    private string? Joint(int at)
    {
        var code = Code(at);
        for (var i = at; s[i + 1].Word is "and" && Named(i + 2); i += 2) code = scene.Together(code, Code(i + 2));
        return s[at + 1].Word is "and" && s[at + 2].Word is "the" && Named(at + 3) && Heads(at) ? scene.Together(code, Code(at + 3)) : code;
    }

    /// <summary>Those coordinated with an actor: only "A and B", or, where the words say that they act together, also past articles, commas and nouns for people.</summary>
    public List<int> Group(int at, bool together)
    {
        var group = new List<int> { at };
        if (!together)
        {
            for (var i = at; s[i + 1].Word is "and" && Named(i + 2) && s.SameClause(i, i + 2); i += 2) group.Add(i + 2);
            return group;
        }
        for (var (i, joined) = (at + 1, s[at + 1].IsActor); i < s.Count && i <= group[^1] + Gap && !s[i + 1].Is(Sense.Say); i++)
        {
            if (joined && Named(i))
            {
                group.Add(i);
                joined = s[i + 1].IsActor;
            }
            else if (Joins(i)) joined = true;
            // "between rebels in the east and the army in the west"
            else if (s[i].Is(Sense.In) && s[i + 1].Word is "the" or "its" && s[i + 2].Is(Sense.Direction) && s[i + 3].Says(Cue.HalfOrSide)) i += 2;
            else if (!Between(i)) break;
        }
        for (var (i, joined) = (at - 1, false); i >= 0 && i >= group[0] - Gap; i--)
        {
            if (joined && Named(i) && !Governed(i))
            {
                group.Insert(0, i);
                joined = false;
            }
            else if (Joins(i)) joined = true;
            else if (!Between(i)) break;
        }
        return group;

        bool Joins(int i) => s[i].Word is "and" || s[i].Kind == TokenKind.Comma;
        bool Between(int i) => s[i].Is(Hint.Article) || s[i].Is(Sense.People | Sense.Adverb | Sense.Direction) || s[i].Is(Tie.Joint) || s[i].Word is "both";
    }

    // ", with rebels seizing", "with rebels in full control of": they act.
    private bool Beside(int at)
    {
        var (with, verb) = (at - 1, at + 1);
        while (s[with].Is(Hint.Article) || s[with].Is(Sense.People | Sense.Direction)) with--;
        while (s[verb].Is(Sense.People | Sense.Adverb) || s[verb].Is(Tie.Now)) verb++;
        return s[with].Word is "with" && (s[with - 1].Kind is TokenKind.Stop && s[verb].Word is "in" && s[verb + 1].Is(Hint.Control) || s[with - 1].Kind == TokenKind.Comma
            && s[verb].Form == Form.Gerund || s[verb].Word is "in" && s[verb + 1].Is(Hint.Control) && s[verb + 1].Says(Cue.FullControl));
    }

    // "backed by Lebanon's Hezbollah", "joined today by": beside whoever acts.
    private bool Supports(int at)
    {
        for (var i = at - 1; i > 0 && i >= at - 5 && s[i].Kind != TokenKind.Comma; i--)
            if (s[i].Is(Hint.By)) return Stretch.Of(i - 3, 3).Any(j => s[j].Says(Cue.AidedVerb));
        return false;
    }

    /// <summary>A country is a party only where it acts: "Syria retakes X", but not "in Syria", "Syria's interior ministry".</summary>
    public static void Countries(Sentence s)
    {
        for (var i = 0; i < s.Count; i++)
            if (s[i] is { IsArea: false, IsActor: true } && s[i].Meaning.Actors.TrueForAll(a => a is { Metonym: true, Voice: false }) && s[i].Meaning.Actors.Select(a => a.Actor.Code).Distinct().Count() > 1 && !Rules(s, i)) s.Items[i] = s[i].Unknown();
    }

    // "to contain rebel gains, capturing X": whose gains they are does not capture.
    private bool Hampered(int verb, int at)
    {
        var noun = at + 1;
        while (s[noun].Is(Sense.People) || s[noun].Says(Cue.GainsAdjective)) noun++;
        return s[noun].Says(Cue.AdvanceNoun)
            && (s[verb - 1].Tail is "to" && s[verb].Kind == TokenKind.Word || s[verb].Word.EndsWith("ing", StringComparison.Ordinal) || s[verb].Is(Sense.Repel) || s[verb].Says(Cue.Contained));
    }
}
