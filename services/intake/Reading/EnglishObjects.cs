namespace Territory.Intake.Reading;

// What a verb governs: the places that are taken, entered or left.
internal sealed partial class EnglishRules
{
    private List<Place> Object(int t) => PastLoser(t) is { Count: > 0 } past ? past :
        EnglishPlaces.From(s, s[t + 1].Is(Hint.Of) ? t + 2 : t + 1, scene, out _) is { Count: > 0 } places ? places
        : EnglishPlaces.Relative(s, t, scene) is { Count: > 0 } before ? before : EnglishPlaces.Announced(s, t, scene) is { Count: > 0 } announced ? announced : Among(t);

    private List<Place> From(int t)
    {
        for (var i = t + 1; i < s.Count && i <= t + Reach; i++)
        {
            // "said it was redeploying and repositioning in Daraa": out of where it stood.
            if (s[i].Word is "in" && s[t].Form != Form.Noun && s[t].Is(Hint.Euphemism) && parties.Speaker is { } self && Stretch.Of(t + 1, i - t - 1).All(j => s[j].Word is "and"
                || s[j].Is(Hint.Euphemism) || s[j].Is(Sense.Adverb)) && parties.Subject(t, false).Code == self) return EnglishPlaces.From(s, i + 1, scene, out _);
            // "redeployed outside Hama", "a redeployment in Hama", "a redeployment of its forces in Hama"
            if (s[i].Word is "in" && s[t].Form == Form.Noun && s[t].Is(Hint.Euphemism) && (i == t + 1 || (s[t + 1].Is(Hint.Of)
                && s[i - 1].Is(Sense.People | Sense.OwnForces)))) return EnglishPlaces.From(s, i + 1, scene, out _);
            // "pushed the fighters back out of X"
            if (s[i].Is(Sense.Withdraw) && s[i].Word is "back" && s[t].Is(Sense.Expel)) return EnglishPlaces.From(s, s[i + 1].Is(Hint.Of) || s[i + 1].Is(Sense.From) ? i + 2 : i + 1, scene, out _);
            if (s[i].Is(Sense.From) || (s[i].Word is "outside" && s[t].Is(Hint.Euphemism)) || (i == t + 1 && s[t].Tail is "out" && s[i].Is(Hint.Of))) return EnglishPlaces.From(s, i + 1, scene, out _);
            if (s[i].Kind == TokenKind.Comma || s[i].Is(Sense.Clause | Sense.To)) return [];
        }
        return [];
    }
}
