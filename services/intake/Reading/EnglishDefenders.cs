using Territory.Contracts;

namespace Territory.Intake.Reading;

// Those who hold out: a place is named by its defenders, and who came for it was said before.
internal sealed partial class EnglishRules
{
    // "X, whose defenders threw the attackers back", "the garrison of X beat them off": whoever was told to be coming.
    private bool Defended(int t)
    {
        var defenders = Stretch.Of(t - 5, 5).LastOrDefault(i => s[i].Says(Cue.TownspeopleNoun), -1);
        var comers = s[t + 1].Is(Tie.Those) || s[t].Span.Of(scene.Text).Contains(" them ", StringComparison.Ordinal) || s[t + 1].Word is "it" || s[t + 1].Word is "the" && s[t + 2].Says(Cue.AssailantsNoun);
        if (defenders < 0 || !comers || Passive(t) || mood.Conditional(t) || Stretch.Of(defenders, t - defenders).Any(i => s[i].Is(Sense.Neg | Sense.May | Sense.Never))) return false;
        var name = s[defenders - 1].Word is "whose" ? Stretch.Of(defenders - 4, 3).LastOrDefault(i => s[i].IsArea && s[i].Capital, -1) : s[defenders + 1].Is(Hint.Of) ? defenders + 2 : -1;
        var places = name < 0 ? [] : EnglishPlaces.From(s, name, scene, out _);
        var attacker = Stretch.Of(0, defenders).LastOrDefault(i => s[i].IsActor && !parties.Governed(i) && parties.Code(i) is not null, -1);
        if (places.Count == 0 || (attacker >= 0 ? parties.Code(attacker) : scene.LastTaker) is not { } comer) return false;
        Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, comer, attacker, 0.75);
        return true;
    }
}
