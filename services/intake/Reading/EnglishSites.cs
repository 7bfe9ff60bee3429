using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

// A site that is named by the town it belongs to: "Aleppo and its airport", "seized the nearby air base".
internal sealed partial class EnglishPlaces
{
    // From "its" to the word for the kind of site.
    private const int Adjectives = 5;

    // "the base", "the crossing" alone: the one that was named, by its name or by its town's.
    private Step? TheSite(int at)
    {
        if (!s[at].Is(Hint.CueSite) || SiteBefore(at) is not { } named) return null;
        found.Add(Sized(named, at, true) with { Extent = named[0].Level == AreaLevel.Site ? Extent.Unstated : Extent.Part });
        return End(at + 1);
    }

    // "an air base near", "the dam in"
    private Step? ASite(int at)
    {
        if (!s[at].Is(Hint.CueSite)) return null;
        so.Thing = true;
        return On(at);
    }

    // "hoisted a flag over the X crossing, regaining the frontier post": the one the sentence has named.
    private IReadOnlyList<Area>? SiteBefore(int at)
    {
        if (!(s[at - 1].Word is "the" && at - 1 == so.First) || s[at + 1].Is(Hint.Of | Hint.Cue | Hint.CueSite) || s[at + 1].Is(Sense.In | Sense.Near) && s[at + 1].Word is not "from" || s[at + 1].IsArea) return null;
        var name = Stretch.Of(0, at).LastOrDefault(i => IsName(s, i), -1);
        return name < 0 ? SiteTold(s[at].Tail) : AreaChoice.Of(s[name].Meaning.Areas, Hint.None, scene) is [{ Level: AreaLevel.Site }] site ? site : null;
    }

    // "The base remains in government hands": the one told of before, by its name or by its town's.
    private IReadOnlyList<Area>? SiteTold(string kind) =>
        scene.LastPlace is { Stranger: false } told && (told.Area.Level == AreaLevel.Site ? OfKind(told.Area.Name, kind) || OfKind(told.Span.Of(scene.Text), kind) : told is { Area.Level: AreaLevel.Place, Extent: Extent.Part } && OfKind(told.Span.Of(scene.Text), kind)) ? told.Areas : null;

    /// <summary>"the X crossing": a site that the theatre knows only by its town.</summary>
    public static bool OfSite(Sentence s, Place place) => place.Area.Level == AreaLevel.Place && Stretch.Of(place.First, Math.Max(0, place.Last - place.First) + 1).Any(i => IsSite(s, i));

    // "the X crossing into Turkey" is no verb.
    private static bool IsSite(Sentence s, int at) => s[at].Is(Hint.CueSite) || s[at].Says(Cue.CrossingNoun) && s[at].Tail is "into";

    // "the base" after "the military airport": of one kind.
    private static bool OfKind(string name, string kind) =>
        name.EndsWith(" " + kind, StringComparison.OrdinalIgnoreCase) || (Flies(kind) && Flies(name[(name.LastIndexOf(' ') + 1)..]));

    private static bool Flies(string word) => word.ToLowerInvariant() is "base" or "airbase" or "airport" or "airfield";

    /// <summary>Adds the town's site, or, where the theatre does not know it, some of its governorate; returns the item it ends with.</summary>
    private int? OwnSite(int at)
    {
        var near = s[at].Word is "the" or "a" && s[at + 1].Says(Cue.Nearby);
        if (s[at].Word is not "its" && !near) return null;
        var kind = Stretch.Of(at + 1, Adjectives).TakeWhile(i => s[i].Is(Hint.Article | Hint.CueSite) || s[i].IsWord).FirstOrDefault(i => s[i].Is(Hint.CueSite) && !s[i + 1].Is(Hint.CueSite), -1);
        var town = found.Count > 0 ? found[^1] : scene.PlaceHere;
        if (kind < 0 || town is null || s[kind + 1].Is(Hint.Of) || scene.GovernorateOf(town.Area) is not { } code || scene.Theatre.FindArea(code) is not { } governorate) return null;
        var known = near ? null : scene.Theatre.Below(code).FirstOrDefault(a => a.Level == AreaLevel.Site && a.Name.Contains(s[town.Last].Word, StringComparison.OrdinalIgnoreCase) && a.Name.EndsWith(s[kind].Tail, StringComparison.OrdinalIgnoreCase));
        found.Add(new Place([known ?? governorate], at, kind, new TextSpan(s[at].Span.Start, s[kind].Span.End), Extent.Part, Cued: true, Stranger: known is null));
        return kind;
    }
}
