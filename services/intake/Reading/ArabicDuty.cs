using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who keeps the order of a place from now on, and who means to come back to it.
internal sealed partial class ArabicRules
{
    // «سلمت A مسؤولية الأمن في مدينة X إلى B», «تولت B الملف الأمني فيها»: whose the town is then.
    private bool Guarded(int duty)
    {
        if (!s[duty].Is(Tie.Duty) || s[duty].HasConjunction) return false;
        var verb = Stretch.Of(duty - 6, 6).LastOrDefault(i => s[i].Is(Sense.HandOver | Sense.Receive) || Entrusts(s[i]), -1);
        // «على أن تتولى B حفظ الأمن فيها»: agreed, and still to come.
        if (verb < 0 || s[verb].Form is Form.Imperfect or Form.Future || s[verb - 1].Is(Sense.That) || !s.SameClause(verb, duty) || mood.Conditional(verb) || mood.Refuted(verb) || Stretch.Of(verb + 1, duty - verb - 1).Any(i => s[i].Finite || s[i].Kind == TokenKind.Comma)) return false;
        var at = Stretch.Of(duty + 1, 2).FirstOrDefault(i => s[i].Is(Hint.InIt) || s[i].Is(Sense.In) || s[i].HasPreposition('ب') && s[i].Is(Hint.Cue) || s[i].Is(Hint.Cue), -1);
        if (at < 0) return false;
        var places = s[at].Is(Hint.InIt) ? governing.Antecedent(duty) : ArabicPlaces.From(s, s[at].Is(Sense.In) ? at + 1 : at, scene, direct: false, out _);
        places.RemoveAll(p => p.Partly);
        if (places.Count == 0) return false;
        var how = s[verb].Form == Form.Noun ? mood.OfNoun(verb, true).Mood : mood.OfVerb(verb, roles.Headline(verb));
        var end = Math.Max(at, places[^1].Last < duty ? at : places[^1].Last);
        var given = !s[verb].Is(Sense.Receive) && !Undertakes(s[verb]);
        var heir = given ? Stretch.Of(end + 1, 5).TakeWhile(i => !s[i].Finite && s[i].Kind != TokenKind.Comma).FirstOrDefault(i => s[i].IsActor && !s[i].IsArea && (s[i].HasPreposition('ل') || s[i - 1].Is(Sense.To) || s[i - 1].Is(Sense.People) && (s[i - 1].HasPreposition('ل') || s[i - 2].Is(Sense.To))), -1) : parties.SubjectAfter(verb, duty) is >= 0 and var after ? after : parties.SubjectBefore(verb);
        if (heir < 0 || how is not (Mood.Asserted or Mood.Background) || parties.Joint(heir) is not { } to) return false;
        var from = given ? Giver(verb, duty) : roles.LoserOf(verb, end, to);
        // A governorate passes only from one side to another, where both are told.
        if (places.Exists(p => p.Area.Level == AreaLevel.Governorate) && (!given || from is null)) return false;
        // «تولت B حفظ الأمن في X خلال المباراة»: whose it is stays as it was, unless another had it.
        if (from is null ? Undertakes(s[verb]) : scene.Allied(from, to) || scene.Backs(to, from)) return false;
        // «قتل A قياديا تولى الملف الأمني في X»
        if (Undertakes(s[verb]) && s[verb - 1] is { IsWord: true } && !s[verb].HasConjunction) return false;
        Emit(places, duty, new Governed(how, -1), "duty", ClaimKind.Change, from, to, heir, Manner.Agreement, 0.8);
        return true;
    }

    private static bool Entrusts(Item item) => item.SaysBare(Cue.EntrustVerb) || Undertakes(item);

    private static bool Undertakes(Item item) => item.SaysBare(Cue.UndertakeVerb);

    // Who hands it over: the party after the verb or before it, or the one whose head does.
    private string? Giver(int verb, int duty) => (parties.SubjectAfter(verb, duty) is >= 0 and var after ? after : parties.SubjectBefore(verb)) is >= 0 and var giver ? parties.Code(giver, loser: true) : parties.Threatens(duty);

    // «يسعى A للعودة إلى مدينة X», «بهدف العودة إلى X»: he means to take it again; «عودة الأهالي إلى X» is nobody's.
    private bool Returning(int t)
    {
        if (s[t].Form != Form.Noun || !s[t].SaysCut(Cue.ReturnNoun) || !s[t + 1].Is(Sense.To) || s[t + 1].Word is not "الي") return false;
        var places = ArabicPlaces.From(s, t + 2, scene, direct: false, out _);
        if (places is not [{ Area.Level: AreaLevel.Place, Partly: false }, ..]) return false;
        var (how, who, _) = roles.Stand(t, places[0].First);
        if (how.Mood != Mood.Attempted || who is not { Code: { } code, Sure: true } || Civilian(t, how.Governor, places[0].First) || Stretch.Of(0, t).Any(i => s[i].Is(Tie.Civilians))) return false;
        Emit(places, t, how, "return-tried", ClaimKind.Attempt, null, code, who.At, Manner.Unknown, 0.7);
        return true;
    }
}
