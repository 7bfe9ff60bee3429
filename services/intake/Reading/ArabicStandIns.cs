namespace Territory.Intake.Reading;

/// <summary>«المهاجمون», «الأخيرة استعادت»: words that stand for a party named before.</summary>
internal static class ArabicStandIns
{
    public static void Recall(Sentence s, Scene scene)
    {
        for (var i = 0; i < s.Count; i++)
        {
            if (s[i].IsPlain) continue;
            if (s[i].EndsIn(Cue.Attackers) && !s[i].IsActor && Assailants(s, i, scene) is { } assailants) s.Items[i] = s[i].Called(assailants);
            // «في حين لم تدخل تلك القوات X»
            else if (s[i].Is(Sense.OwnForces) && s[i].Prefix == "" && s[i].Says(Cue.TheForces) && (s[i - 1].Says(Cue.FeminineDemonstrative) || s[i + 1].Says(Cue.AforesaidOrSame)) && Forces(s, i) is { } forces) s.Items[i] = s[i].Called(forces);
            else if (s[i].Is(Hint.Latter) && s[i].Prefix == "" && s[i + 1].Finite && (s[i - 1].Is(Sense.That | Sense.Clause) || s[i - 1].Kind == TokenKind.Comma) && Before(s, i) is { } latter) s.Items[i] = s[i].Called(latter);
        }
    }

    // Whose attack this sentence tells, else who acted in those before; never a party that is named here as another.
    private static List<ActorWording>? Assailants(Sentence s, int at, Scene scene)
    {
        var attack = Stretch.Of(0, at).LastOrDefault(i => s[i].IsActor && (s[i - 1].Is(Sense.Attack) || s[i - 1].Is(Tie.Launched) || s[i - 2].Is(Sense.Attack)), -1);
        if (attack >= 0) return s[attack].Meaning.Actors;
        // «أحكم A قبضته على X، غير أن Y لم تسقط بعد بيد المهاجمين»: the one party named, who acts.
        var named = Stretch.Of(0, at).Where(i => s[i] is { IsActor: true, IsArea: false }).ToList();
        if (named is [var one] && s[one - 1].Finite && s[one - 1].Is(Sense.Impose | Sense.TakeOn | Sense.Take | Sense.Enter | Sense.Advance | Sense.Manage) && !s[one - 1].Is(Sense.Say)) return s[one].Meaning.Actors;
        return scene.LastActing is { } last && !s.Items.Any(i => i.Meaning.Actors.Exists(a => last.Exists(l => l.Actor.Code == a.Actor.Code))) ? last : null;
    }

    // The party called «قوات» before.
    private static List<ActorWording>? Forces(Sentence s, int at) =>
        Stretch.Of(0, at).LastOrDefault(i => s[i].IsActor && s[i].SaysCut(Cue.ForcesNoun), -1) is >= 0 and var named ? s[named].Meaning.Actors : null;

    private static List<ActorWording>? Before(Sentence s, int at) =>
        Stretch.Of(0, at).LastOrDefault(i => s[i].IsActor && !s[i].Meaning.Actors.TrueForAll(a => a.Metonym), -1) is >= 0 and var named ? s[named].Meaning.Actors : null;
}
