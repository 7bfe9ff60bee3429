using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who has a place in his hand, told by other verbs than those of control.
internal sealed partial class ArabicRules
{
    // «باتت كتائب X تمسك بمدينة Y», «أصبح الجيش ممسكا ببلدة Y»: what has come to be.
    private bool Grips(int t)
    {
        if (!s[t].EndsIn(Cue.Gripping) || s[t].HasConjunction || !s[t + 1].HasPreposition('ب')) return false;
        var become = Stretch.Of(t - 5, 5).LastOrDefault(i => s[i].Is(Sense.Become) && s[i].Finite && s.SameClause(i, t), -1);
        if (become < 0) return KeepsHold(t);
        if (become < 0 || !Stretch.Of(become + 1, t - become - 1).All(i => s[i].IsActor || s[i].Is(Sense.People | Sense.Adverb)) || !s[t + 1].IsArea && !s[t + 1].Is(Hint.Cue | Hint.CueSite | Hint.Itself) && !s[t + 1].Is(Sense.Part | Sense.Most)) return false;
        var places = ArabicPlaces.From(s, t + 1, scene, direct: false, out _);
        places.RemoveAll(p => p.Area.Level == AreaLevel.Region);
        var how = new Governed(mood.OfVerb(become, headline: true), -1);
        if (places.Count == 0 || how.Mood == Mood.Unreal || roles.Subject(become, t) is not { Code: { } taker, Sure: true } who) return false;
        Emit(places, t, how, "grips", ClaimKind.Change, roles.LoserOf(t, places[^1].Last, taker), taker, who.At, Manner.Unknown, 0.85);
        return true;
    }

    // «ظل A ممسكا بمدينة X», «ما زالت A تمسك بها», «لا تزال تمسك بمواقع أبرزها X»: his as before.
    private bool KeepsHold(int t)
    {
        var still = Stretch.Of(t - 5, 5).LastOrDefault(i => s[i].Is(Sense.Still) || s[i].Is(Sense.Standing) && s[i].Finite, -1);
        if (still < 0 || mood.Negation(still) is not null && !s[still].Is(Sense.Still) || mood.Conditional(still)) return false;
        if (!s[still].Is(Sense.Still) && !s[t + 1].IsArea && !s[t + 1].Is(Hint.Cue | Hint.CueSite | Hint.Itself)) return false;
        var who = Stretch.Of(still + 1, t - still - 1).FirstOrDefault(i => s[i] is { IsActor: true, IsArea: false, Prepositional: false } && parties.Code(i) is not null, -1);
        if (who < 0) who = parties.SubjectBefore(still);
        if (who < 0 || parties.Joint(who) is not { } holder) return false;
        var places = ArabicPlaces.From(s, t + 1, scene, direct: false, out _);
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate or AreaLevel.Region);
        Emit(places, t, new Governed(Mood.Background, -1), "grips-still", ClaimKind.Background, null, holder, who, Manner.Unknown, 0.75);
        return places.Count > 0;
    }

    // «تخضع X وY لفصائل A», «بينما تخضع X لقسد»: whose they are, with no word for control.
    private bool Subjected(int t)
    {
        if (!s[t].SaysBare(Cue.IsSubjectTo) || s[t - 1].Is(Sense.Become) || ArabicPlaces.From(s, t + 1, scene, direct: true, out _) is not { Count: > 0 } places || places[0].First > t + 2) return false;
        var lord = Stretch.Of(places[^1].Last + 1, 4).SkipWhile(i => s[i].Is(Sense.Whole | Sense.Adverb) || s[i].Is(Hint.CueCountry | Hint.CueGovernorate | Hint.Compass) || s[i].Is(Sense.In) && s[i + 1].Is(Hint.CueCountry) || s[i].IsArea && !s[i].IsActor).FirstOrDefault(_ => true, -1);
        if (lord < 0 || !s[lord].IsActor || !s[lord].HasPreposition('ل') || parties.Joint(lord) is not { } holder || mood.Conditional(t) || mood.Negation(t) == Mood.Unreal) return false;
        var denied = mood.Negation(t) == Mood.Denied;
        Emit(places, t, new Governed(denied ? Mood.Denied : Mood.Background, -1), denied ? "holds-not" : "holds", denied ? ClaimKind.Denial : ClaimKind.Background, null, holder, lord, Manner.Unknown, 0.75);
        return true;
    }
}
