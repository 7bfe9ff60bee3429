using Territory.Contracts;

namespace Territory.Intake.Reading;

// A place that falls.
internal sealed partial class ArabicRules
{
    private void Fall(int t)
    {
        var places = governing.ObjectOrPronoun(t);
        var hold = -1;
        if (places.Count == 0)
        {
            // «إن X لم تسقط وإن Y سقطت بيد B»: each with its own.
            var left = governing.PlacesBefore(t, Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).LastOrDefault(i => s[i].Is(Sense.That) && s[i].HasConjunction, s.ClauseStart(t)));
            // «مدينة X، التي سقطت بيد A»
            if (left.Count == 0 && s[t].Finite && s[t - 1].Is(Sense.Rel)) left = governing.EndingAt(governing.Head(s[t - 2].Kind == TokenKind.Comma ? t - 3 : t - 2));
            if (left.Count == 0 && s[t].Form == Form.Perfect && s[t].Word.EndsWith('ت') && s[t - 1].Kind == TokenKind.Comma) left = governing.Topic();
            if (left.Count == 0) return;
            places = left;
        }
        // «سقط عشرات القتلى في X بيد A»: they fell, and not the town.
        if (Stretch.Of(t + 1, 3).Any(i => i < places[0].Last && (s[i].Is(Hint.Casualties) || s[i].Says(Cue.CasualtyOrShell)))) return;
        for (var i = Math.Max(t, places[^1].Last) + 1; i < s.Count && i <= Math.Max(t, places[^1].Last) + Reach && !s[i].Is(Sense.Clause | Sense.Still) && !(s[i].Finite && s[i].Is(Triggers)) && !(s[i].Is(Sense.That) && s[i].HasConjunction); i++)
            // «التي كانت في قبضة النظام»: who held it before.
            if (s[i].Is(Sense.Hold) && !Describes(i) && !s[i - 1].Is(Sense.Was) && !s[i - 2].Is(Sense.Was)) { hold = i; break; }
        fallenTo = hold;
        var actor = hold >= 0 ? parties.Holder(hold) : Assailant(Math.Max(t, places[^1].Last)) is >= 0 and var assailant ? assailant : s[t].Form == Form.Noun && s[t].HasPreposition('ب') ? Upshot(places[^1].Last) : -1;
        if (actor < 0 && hold < 0) actor = FellBefore(places[^1].Last);
        // «في أيدي قواته»: the speaker's.
        var own = hold >= 0 && s[hold + 1].Is(Sense.OwnForces) ? parties.Speaker : null;
        if ((actor >= 0 ? parties.Joint(actor) : own) is not { } to) { if (hold < 0 && !DeniedLoss(t, places)) FallOf(t, places); return; }
        var how = s[t].Form == Form.Noun ? mood.OfNoun(t, true) : new Governed(mood.OfVerb(t, roles.Headline(t)), -1);
        if (how.Mood == Mood.Unreal) return;
        // «تقع X تحت سيطرة Y منذ عام 2014»: where it is, not what befell it.
        if (how.Mood == Mood.Asserted && s[t].Form == Form.Imperfect && s[t].Tail.EndsWith("تقع", StringComparison.Ordinal) | s[t].Tail.EndsWith("يقع", StringComparison.Ordinal) && !s[t - 1].Is(Tie.Ordinal) && !s[t - 2].Is(Tie.Ordinal) && !s[t - 1].Is(Hint.BeforeThat)) how = how with { Mood = Mood.Background };
        Emit(places, t, how, "fall", ClaimKind.Change, roles.LoserOf(t, actor, to) is { } loser && loser != parties.Code(actor) ? loser : null, to, actor, Manner.Force, 0.92);
    }
}
