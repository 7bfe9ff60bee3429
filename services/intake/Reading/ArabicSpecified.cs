namespace Territory.Intake.Reading;

// Places told of in the plural and named afterwards.
internal sealed partial class ArabicGoverned
{
    // «مناطق في ريف X بعد طرد A منها، أهمها Y وZ»: the names, and not the countryside they lie in.
    private List<Place>? Specified(int from, List<Place> places)
    {
        if (!places.TrueForAll(p => p.Partly) || !Stretch.Of(from, 4).Any(Several)) return null;
        for (var i = places[^1].Last + 1; i < s.Count && i <= places[^1].Last + 2 * Reach; i++)
        {
            if (s[i].Kind == TokenKind.Stop || s[i].IsArea && !s[i].IsActor || s[i].Finite && s[i].Is(ArabicRules.Triggers | Sense.Say)) return null;
            if (s[i].Tail.EndsWith("ها", StringComparison.Ordinal) && Introduces(i)) return ArabicPlaces.From(s, i + 1, scene, direct: false, out _) is { Count: > 0 } named ? named : null;
        }
        return null;
    }

    // «8 قرى كانت تحت سيطرة X، أبرزها Y», «عدد من المناطق بعد طرد X منها، أهمها Y», «قرى عديدة، وكان آخرها Y»
    private List<Place> NamedLater(int from)
    {
        if (!Stretch.Of(from, 3).Any(i => s[i].Is(Sense.Part | Sense.Most) || s[i].Is(Hint.CuePlace))) return [];
        for (var i = from + 1; i < s.Count && i <= from + 2 * Reach; i++)
        {
            if (s[i].IsArea && !s[i].IsActor || s[i].Finite && s[i].Is(ArabicRules.Triggers | Sense.Say)) return [];
            if (Introduces(i)) return ArabicPlaces.From(s, i + 1, scene, direct: false, out _);
        }
        return [];
    }

    private bool Several(int at) => s[at].SaysCut(Cue.PlacesNoun);

    private bool Introduces(int at) => s[at].Is(Hint.Including) && (s[at + 1].IsArea || s[at + 1].Is(Hint.CuePlace)) && (s[at - 1].Kind == TokenKind.Comma || s[at - 1].Is(Sense.Was) && (s[at - 2].Kind == TokenKind.Comma || s[at - 1].HasConjunction) || s[at].Word is "مثل" || s[at].Word[0] == 'و' && s[at].Word.EndsWith("ها", StringComparison.Ordinal) && s[at - 1].IsActor);
}
