using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who has what, told side by side as beside a map.
internal sealed partial class ArabicRules
{
    // «خريطة السيطرة: X بيد A، وY لـ B»: of several holders in one sentence without a verb none is news.
    private bool Legend(int h)
    {
        if (Stretch.Of(0, h).Any(i => s[i].Says(Cue.MapOrDistribution) && (s[i + 1].Is(Sense.TakeOn) || s[i + 1].Says(Cue.PowersOrAreas)))) return true;
        return Stretch.Of(h + 1, s.Count - h - 1).Any(i => OwnedBy(i) >= 0) || Stretch.Of(h + 1, s.Count - h - 1).Any(i => s[i].Is(Sense.Hold) && s[i].Says(Cue.InHands) && parties.Holder(i) is >= 0 and var other && parties.Code(other) != parties.Code(parties.Holder(h)) && Stretch.Of(h, i - h).All(k => !s[k].Finite));
    }

    // «، وX لقسد», «أما X فما زالت لداعش»: the party that stands with its ل right after a name; -1 for none.
    private int OwnedBy(int at)
    {
        if (!s[at].IsActor || s[at].IsArea || !s[at].HasPreposition('ل') || parties.Code(at) is null) return -1;
        var name = s[at - 1].Is(Sense.Still) ? at - 2 : at - 1;
        return s[name] is { IsArea: true, IsActor: false } && (name < at - 1 || s[name - 1].Is(Sense.Still) || Stretch.Of(0, name).Any(i => s[i].Is(Sense.Hold))) && !Stretch.Of(s.ClauseStart(name), name - s.ClauseStart(name)).Reverse().TakeWhile(i => s[i].Kind != TokenKind.Comma).Any(i => s[i].Finite) ? name : -1;
    }

    private void Owned(int at)
    {
        var name = OwnedBy(at);
        if (name < 0 || mood.Conditional(at) || mood.Negation(at) is not null || mood.Historic(at) || parties.Joint(at) is not { } holder) return;
        // «X ومطار Y لقسد»
        var places = governing.EndingAt(name);
        if (s[name - 1].Is(Hint.CueSite) && s[name - 1].HasConjunction && s[name - 2].IsArea) places.AddRange(governing.EndingAt(name - 2));
        Emit(places, at, new Governed(Mood.Background, -1), "owned", ClaimKind.Background, null, holder, at, Manner.Unknown, 0.7);
    }
}
