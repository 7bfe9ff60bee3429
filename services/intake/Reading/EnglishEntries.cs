using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who goes into a place, told by a noun: "the entry of Israeli tanks into X", "agreed on the deployment of government forces in X".
internal sealed partial class EnglishRules
{
    private void Entry(int t)
    {
        if (!s[t].Says(Cue.EntryNoun) || !s[t + 1].Is(Hint.Of) || Comer(t + 1) is not ({ } comer, var at)) return;
        var to = Stretch.Of(Math.Max(at, t + 2) + 1, 4).FirstOrDefault(i => s[i].Tail is "into" or "in" or "inside" or "to" or "across" or "throughout", -1);
        var places = to < 0 ? [] : EnglishPlaces.From(s, to + 1, scene, out _);
        if (places.Count == 0 || !places.TrueForAll(p => p.Area.Level == AreaLevel.Place) || EnglishPlaces.OfSite(s, places[0]) || s[t].Says(Cue.ArrivalNoun) && s[to].Tail is not ("in" or "into")) return;
        var told = Stretch.Of(0, t).Where(i => !s[i].IsActor).ToList();
        if (mood.Conditional(t) || told.Exists(i => s[i].Is(Sense.Neg | Sense.Never | Sense.Deny | Sense.Repel) || s[i].Says(Cue.RejectingVerb))) return;
        var planned = told.Exists(i => s[i].Says(Cue.PlanOrAgreement) || s[i].Is(Sense.Before));
        if (planned) Emit(places, t, Mood.Attempted, "entry-of", ClaimKind.Attempt, null, comer, at, 0.65);
        else if (told.Exists(i => s[i].Is(Sense.Say | Sense.After) || s[i].Says(Cue.WitnessedVerb)) && !told.Exists(i => s[i].Is(Sense.May))) Emit(places, t, Mood.Asserted, "entry-of", ClaimKind.Partial, null, comer, at, 0.75);
    }

    // The words for leaving that only end a visit.
    private readonly HashSet<int> visits = [];

    // "entered X, searched houses and then left", "before withdrawing, having detained two men": gone again.
    private bool Visits(int t, List<Place> places)
    {
        if (places.Count == 0 || places[^1].Last < t) return false;
        var rest = Stretch.Of(places[^1].Last + 1, 2 * Reach).TakeWhile(i => i < s.Count && !s[i].IsActor && !s[i].Is(Sense.Neg | Sense.May | Sense.Say)).ToList();
        var gone = rest.FirstOrDefault(i => s[i].Is(Sense.Withdraw | Sense.Leave) && s[i].Form is Form.Past or Form.Participle or Form.Gerund && (s[i - 1].Word is "and" or "then" or "later" or "before" || s[i - 1].Is(Tie.Meantime)) && !Passive(i) && (s[i].Is(Sense.Withdraw) && !s[i].Is(Sense.Leave) || !s[i].Says(Cue.Left) || !(s[i + 1].Is(Hint.Article) || s[i + 1].Word is "behind" or "its" or "their" || s[i + 1].IsWord && !s[i + 1].Says(Cue.AdjunctOpener))), -1);
        if (gone < 0 || Stretch.Of(gone + 1, 4).Any(i => s[i].IsArea && s[i].Capital && s[i - 1].Word is not "to" and not "towards" and not "toward" && s[i - 2].Word is not "to" and not "towards" and not "toward")) return false;
        if (s[gone].Form == Form.Gerund && !rest.Exists(i => s[i].Says(Cue.SearchOrArrest))) return false;
        visits.Add(gone);
        return true;
    }

    // "of Israeli tanks", "of its forces into": whose they are who announces it.
    private (string? Code, int At) Comer(int of) => parties.After(of) is >= 0 and var at ? (parties.Code(at), at) : s[of + 1].Is(Sense.OwnForces | Sense.People) || s[of + 1].Says(Cue.ArmourVehicle) ? (parties.Speaker ?? (Array.TrueForAll(s.Items, i => !i.IsActor) ? scene.LastTaker : null), -1) : (null, -1);
}
