using Territory.Contracts;

namespace Territory.Intake.Reading;

// Places that are summed up first and named afterwards, or named first and summed up: "several towns were taken, including A", "A was among the towns they took".
internal sealed partial class EnglishRules
{
    // "A, B and C were among the places the army took": the names before the verb to be.
    private List<Place> Among(int t)
    {
        if (s[t].Form is not (Form.Past or Form.Participle or Form.Present)) return [];
        var among = Stretch.Of(t - 9, 8).LastOrDefault(i => s[i].Word is "among" && s[i - 1].Is(Hint.Be) && !s[i - 1].IsActor, -1);
        if (among < 0 || Stretch.Of(among + 1, t - among - 1).Any(i => s[i].IsArea || s[i].Kind == TokenKind.Comma || s[i].Is(Hint.Be) && !s[i].IsActor) || !Stretch.Of(among + 1, t - among - 1).Any(Several)) return [];
        return EnglishPlaces.Before(s, among - 1, scene);
    }

    // "Several towns were captured by X on Friday, including A and B", "More places fell to them, notably A": the names behind.
    private List<Place> Included(int t)
    {
        var start = s.ClauseStart(t);
        if (!Stretch.Of(start, t - start).Any(Several) || Stretch.Of(start, t - start).Any(i => s[i].IsArea && s[i].Capital && AreaChoice.Of(s[i].Meaning.Areas, s[i + 1].Meaning.Hints & Hint.Cue, scene) is [{ Level: AreaLevel.Place }, ..] && !s[i + 1].Is(Hint.CueGovernorate | Hint.CueCountry))) return [];
        var names = Stretch.Of(t + 1, 16).TakeWhile(i => s[i].Form is not (Form.Present or Form.Base) && !s[i].Is(Sense.Rel)).FirstOrDefault(i => s[i].Is(Hint.Including) && s[i - 1].Kind == TokenKind.Comma || s[i].Kind == TokenKind.Colon, -1);
        return names < 0 ? [] : EnglishPlaces.From(s, names + 1, scene, out _);
    }

    private bool Several(int at) => s[at].Is(Hint.CuePlace) && s[at].Tail.EndsWith('s') || s[at].Says(Cue.PlacesAndAreas);
}
