using Territory.Contracts;

namespace Territory.Intake.Reading;

// A town that is called somebody's stronghold in passing.
internal sealed partial class ArabicRules
{
    // «بلدة X الاستراتيجية، معقل فصائل A», «مدينة X - أهم معاقل A في الريف -», «X التي تعد أبرز معاقل A»: who has it.
    private bool Stronghold(int t)
    {
        if (!s[t].EndsIn(Cue.Stronghold) || s[t].Prefix != "" || parties.After(t) is not (>= 0 and var actor) || parties.Joint(actor) is not { } holder) return false;
        var at = t;
        while (s[at - 1].Says(Cue.ChiefOrOneOf) && at > t - 3) at--;
        if (s[at - 1].Says(Cue.AndCountsAs)) at--;
        if (s[at - 1].Is(Sense.Rel)) at--;
        var parted = s[at - 1].Kind is TokenKind.Comma or TokenKind.Dash or TokenKind.Open;
        // «مدينة X معقل للمعارضة»
        var said = s[at - 1].IsArea && at <= 3 && !s.Items.Any(i => i.Finite && i.Is(Triggers));
        if (!parted && !said && !s[at].Is(Sense.Rel)) return false;
        var name = parted ? at - 2 : at - 1;
        while (name > at - 5 && s[name].IsWord && s[name].Word.StartsWith("ال", StringComparison.Ordinal)) name--;
        var cue = s[name - 1].Is(Hint.CuePlace) ? name - 1 : name;
        // «ليست بلدة X آخر معقل لـA»
        if (s[cue - 1].Says(Cue.IsNotVerb)) return false;
        // «بلدة X شمالي Y، معقل A»: X, and not what it lies near; «معقل A السابق» is his no more.
        if (s[name] is not { IsArea: true, IsActor: false } || s[cue - 1].Is(Sense.Direction | Sense.Near) || s[cue - 1].Is(Hint.CueCountry | Hint.CueGovernorate) || s[actor + 1].Says(Cue.FormerAdjective) || s[actor + 1].Is(Sense.Past) || mood.Negation(t) is not null || mood.Conditional(t)) return false;
        var places = ArabicPlaces.From(s, cue, scene, direct: true, out _).Take(1).Where(p => p is { Area.Level: AreaLevel.Place, Ambiguous: false } && !findings.Exists(f => f.Kind != ClaimKind.Attempt && f.Place.Areas.SequenceEqual(p.Areas) && scene.Kin(f.To, holder))).ToList();
        Emit(places, t, new Governed(Mood.Background, -1), "stronghold", ClaimKind.Background, null, holder, actor, Manner.Unknown, 0.7);
        return places.Count > 0;
    }
}
