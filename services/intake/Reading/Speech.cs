namespace Territory.Intake.Reading;

/// <summary>Who says what a sentence tells: a party, and the media that pass it on.</summary>
internal static class Speech
{
    /// <summary>The party that speaks in a sentence; null when none of the theatre's does.</summary>
    public static string? Party(Sentence s, Scene scene, DateOnly day)
    {
        // «سانا: …», "Army: our forces …".
        for (var i = 0; i < 6 && i < s.Count; i++)
            if (s[i].Kind == TokenKind.Colon) return Stretch.Of(0, i).Select(at => Code(s, at, scene, day)).FirstOrDefault(code => code is not null);
        for (var i = 0; i < s.Count; i++)
        {
            if (!s[i].Is(Sense.Say | Sense.Deny) || s[i].Form == Form.Noun && !s[i].Is(Sense.Deny)) continue;
            // "will be able to say that": nobody has said it yet.
            if (s[i].Form == Form.Base && s[i - 1].Tail is "to") continue;
            for (var j = i + 1; j < s.Count && j <= i + 3; j++)
            {
                // «مصدر عسكري في قسد»: hers.
                if (s[j].Meaning.Actors.Exists(a => a.Voice) && Represented(s, j, 3, scene, day) is { } own) return own;
                if (Code(s, j, scene, day) is { } after && !s[j].Prepositional) return after;
                if (s[j].Is(Sense.That) || (s[j].IsWord && j > i + 2)) break;
                if (s[j].Is(Hint.Spokes) && Represented(s, j, 8, scene, day) is { } party) return party;
            }
            // "said Ahmad Hasan, spokesman for the coalition"
            if (Stretch.Of(i + 3, 4).FirstOrDefault(j => s[j].Is(Hint.Spokes) && Stretch.Of(i + 1, j - i - 1).All(k => s[k].Kind == TokenKind.Comma || s[k] is { IsWord: true, Capital: true } || s[k].Is(Hint.Article)), -1) is >= 0 and var herald && Represented(s, herald, 8, scene, day) is { } his) return his;
            for (var j = i - 1; j >= 0 && j >= i - 6 && !s[i].HasConjunction; j--)
                if (Code(s, j, scene, day) is { } before && !s[j].Prepositional && !(j > 0 && s[j - 1].Is(Sense.Against | Sense.From | Sense.Between))) return before;
        }
        // «وجاء في بيان لفصائل A أنها انسحبت»
        for (var i = 2; i < s.Count; i++)
            if (s[i].Is(Hint.Spokes) && s[i].EndsIn(Cue.Statement) && s[i - 1].Word is "في" && s[i - 2].SaysBare(Cue.AppearedIn) && Represented(s, i, 4, scene, day) is { } stating) return stating;
        // «…، بحسب وزارة الدفاع»
        for (var i = 0; i < s.Count; i++)
            if (s[i].Is(Tie.According) && Stretch.Of(i + 1, 3).Select(at => Code(s, at, scene, day)).FirstOrDefault(code => code is not null) is { } source) return source;
        return null;
    }

    // «القيادي في إدارة العمليات العسكرية», «متحدث باسم قسد»: the party they speak for.
    private static string? Represented(Sentence s, int spokes, int reach, Scene scene, DateOnly day)
    {
        for (var i = spokes + 1; i < s.Count && i <= spokes + reach && !s[i].Is(Sense.That); i++) if (Code(s, i, scene, day) is { } code) return code;
        return null;
    }

    /// <summary>Agencies and outlets named, in the order of the text: the nearest to the reader comes first.</summary>
    public static List<string> Via(Sentence s, string original)
    {
        var via = new List<string>();
        for (var i = 0; i < s.Count; i++)
            if (s[i].Is(Hint.Agency) && Cites(s, i) && s[i].Span.Of(original) is var name && !via.Contains(name)) via.Add(name);
        return via;
    }

    private static bool Cites(Sentence s, int at)
    {
        for (var i = Math.Max(0, at - 5); i < s.Count && i <= at + 4; i++) if (s[i].Is(Sense.Say)) return true;
        return false;
    }

    private static string? Code(Sentence s, int at, Scene scene, DateOnly day) =>
        s[at].IsActor && !s[at].Is(Hint.Flag) && !(s[at + 1].Says(Cue.BackedCompound) && scene.Hyphened(s[at], s[at + 1])) ? ActorChoice.Of(s[at], scene, day, null) ?? ActorChoice.Metonym(s[at], day) : null;
}
