using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who holds a place together with others, and who disputes it.
internal sealed partial class EnglishRules
{
    // The words for control that a sharing has read already.
    private readonly HashSet<int> tied = [];

    /// <summary>"X and Y share control of Z", "Z is shared between X and Y", "Z is contested by X and Y": what stands, unless the words say that it is new.</summary>
    private void Shares(int t)
    {
        var between = Stretch.Of(t, 3).FirstOrDefault(i => s[i].Tail is "by" or "between" or "among", -1);
        var control = Stretch.Of(t + 1, 3).FirstOrDefault(i => s[i].Is(Hint.Control) && s[i + 1].Is(Sense.On), -1);
        if (control >= 0) tied.Add(control);
        var places = control >= 0 ? EnglishPlaces.From(s, control + 2, scene, out _) : between >= 0 ? EnglishPlaces.Before(s, t, scene) : [];
        if (places.Count == 0) return;
        var group = between >= 0 && control < 0 ? GroupAfter(between) : GroupBefore(t);
        // "shares control of X with Y"
        if (control >= 0 && Stretch.Of(places[^1].Last + 1, 3).FirstOrDefault(i => s[i].Word is "with", -1) is >= 0 and var with) group.AddRange(GroupAfter(with));
        var sides = scene.Sides(group.Select(i => parties.Code(i)));
        var how = mood.Of(t);
        if (sides.Count < 2 || how is not (Mood.Asserted or Mood.Background)) return;
        var (status, rule) = s[t].Is(Tie.Dispute) ? (ControlStatus.Contested, "contested") : (ControlStatus.Shared, "shared");
        Among(places, t, how == Mood.Asserted && IsNews(t) ? how : Mood.Background, rule, sides, status, group);
    }

    // "X remains split, with the army holding the west and the SDF the rest": what stands.
    private void Parted(int t)
    {
        var with = Stretch.Of(t + 1, 3).FirstOrDefault(i => s[i].Word is "with", -1);
        if (with < 0 || mood.Conditional(t) || !Stretch.Of(t - 3, 3).Any(i => s[i].Is(Hint.Be) || s[i].Is(Sense.Still))) return;
        var (places, rest) = (EnglishPlaces.Before(s, t, scene), Stretch.Of(with + 1, 2 * Reach));
        var group = rest.Where(i => s[i].IsActor && parties.Code(i) is not null).ToList();
        var sides = scene.Sides(group.Select(i => parties.Code(i)));
        if (places.Count > 0 && sides.Count > 1 && rest.Any(i => s[i].Is(Sense.Standing))) Among(places, t, Mood.Background, "parted", sides, ControlStatus.Shared, group);
    }

    private bool IsNews(int t) => mood.Dated(t) || Stretch.Of(t - 3, 6).Any(i => s[i].Is(Tie.Now)) || Stretch.Of(t - 4, 4).Any(i => s[i].Is(Sense.Become));

    private List<int> GroupAfter(int at) => parties.After(at) is >= 0 and var first ? parties.Group(first, together: true) : [];

    private List<int> GroupBefore(int t)
    {
        for (var i = t - 1; i >= 0 && i >= t - Reach; i--) if (s[i].IsActor && parties.Code(i) is not null && !parties.Governed(i)) return parties.Group(i, together: true);
        return [];
    }

    private void Among(List<Place> places, int t, Mood how, string rule, IReadOnlyList<string> sides, ControlStatus status, List<int> group)
    {
        Emit(places, t, how, rule, ClaimKind.Change, null, sides[0], -1, how == Mood.Background ? 0.7 : 0.8, manner: Manner.Unknown);
        for (var i = findings.Count - places.Count; i < findings.Count; i++) findings[i] = findings[i].Among(sides, status, inWords: true, group.Select(a => s[a].Span));
    }

    // "jointly seized", "under the joint control of": they act together, however far apart their names stand.
    private bool Jointly(int t, int actor) => Stretch.Of(Math.Min(t, actor) - 3, Math.Abs(t - actor) + 7).Any(i => s[i].Is(Tie.Joint));
}
