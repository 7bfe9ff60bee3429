using Territory.Contracts;

namespace Territory.Intake.Reading;

// How a fight or a presence ended, in words that neither take nor leave.
internal sealed partial class ArabicRules
{
    private bool Outcome(int t) => Guarded(t) || Replaced(t) || Decided(t) || Surrendered(t) || WipedOut(t) || Ruling(t) || Administers(t) || Bastion(t) || Apposed(t) || Zone(t) || Former(t) || LastSeat(t) || Combed(t) || Comprises(t) || Spread(t) || Targeted(t) || Emptied(t) || Gone(t) || Cleft(t) || Gapped(t) || LastTurn(t);

    // «اجتاح التنظيم مدينة X»: it is his, unless it is an army that comes over a border to go back.
    private bool Overran(int t) => s[t].Form == Form.Perfect && s[t].Tail.Contains("جتاح", StringComparison.Ordinal) && parties.SubjectAfter(t, t + 6) is >= 0 and var who && parties.Code(who) is { } code && !scene.IsState(code);

    // «عادت إليها قوات A»: she has it again; «عاد إليها الأهالي» are no party.
    private bool CameBack(int t) => s[t].Finite && s[t].Tail is "اليها" or "اليه" && s[t].SaysBare(Cue.Returned) && parties.SubjectAfter(t, t + 4) >= 0 && governing.Antecedent(t).TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: false });

    // «حلت قوات A محل قوات B في مدينة X»
    private bool Replaced(int stead)
    {
        if (!s[stead].Says(Cue.SteadNoun) || s[stead].IsArea || parties.After(stead) is not (>= 0 and var gone) || parties.Code(gone, loser: true) is not { } from) return false;
        var verb = Stretch.Of(stead - 10, 10).LastOrDefault(i => s[i].SaysBare(Cue.StepsIn), -1);
        var come = verb < 0 ? -1 : Stretch.Of(verb + 1, stead - verb - 1).FirstOrDefault(i => s[i] is { IsActor: true, Prepositional: false } && roles.Other(i, from) is not null, -1);
        var places = come < 0 ? [] : governing.Reached(gone, Sense.In, Sense.None);
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate or AreaLevel.Region);
        if (places.Count == 0 || parties.Joint(come) is not { } to || mood.Conditional(verb) || mood.Negation(verb) is not null || mood.Refuted(verb) || mood.Historic(verb) || Stretch.Of(verb - 4, 4).Any(i => s[i].Is(Sense.May | Sense.Never | Sense.Attempt | Sense.Was) || s[i].Is(Hint.Tomorrow))) return false;
        Emit(places, stead, new Governed(Mood.Asserted, -1), "replaced", ClaimKind.Change, from, to, come, Manner.Unknown, 0.85);
        return true;
    }

    // «حسمت A معركة مدينة X لصالحها», «حُسمت معركة X لصالح A»
    private bool Decided(int verb)
    {
        if (!s[verb].SaysBare(Cue.Decided) || mood.Conditional(verb) || mood.Negation(verb) is not null || mood.Historic(verb)) return false;
        var fight = Stretch.Of(verb + 1, 6).FirstOrDefault(i => s[i].Is(Sense.Fight) || s[i].Says(Cue.BattleNoun), -1);
        if (fight < 0) return false;
        var places = ArabicPlaces.From(s, s[fight + 1].Is(Sense.In) ? fight + 2 : fight + 1, scene, direct: true, out _);
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate or AreaLevel.Region);
        if (places.Count == 0) return false;
        var favour = Stretch.Of(places[^1].Last + 1, 6).FirstOrDefault(i => s[i].Word.StartsWith("لصالح", StringComparison.Ordinal) || s[i].Word.StartsWith("لمصلح", StringComparison.Ordinal), -1);
        var winner = favour < 0 ? -1 : s[favour].Word[^1] is 'ه' or 'ا' or 'م' ? parties.SubjectAfter(verb, fight) is >= 0 and var after ? after : parties.SubjectBefore(verb) : parties.After(favour);
        if (winner < 0 || parties.Joint(winner) is not { } to) return false;
        Emit(places, verb, new Governed(Mood.Asserted, -1), "decided", ClaimKind.Change, roles.LoserOf(verb, places[^1].Last, to), to, winner, Manner.Force, 0.85);
        return true;
    }

    // «استسلم آخر جنود النظام في معسكر X لمقاتلي B»: the last of them; some who give up hold the place as before.
    private bool Surrendered(int verb)
    {
        if (!s[verb].SaysBare(Cue.Surrendered)) return false;
        var loser = Stretch.Of(verb + 1, 4).FirstOrDefault(i => s[i] is { IsActor: true, Prepositional: false } && parties.Code(i) is not null, -1);
        if (loser < 0 || !Stretch.Of(verb + 1, loser - verb).Any(i => s[i].Is(Hint.Last) || s[i].Is(Tie.Ordinal) || s[i].Says(Cue.AllOrGarrison)) || parties.Code(loser, loser: true) is not { } from) return false;
        var places = governing.Reached(loser, Sense.In, Sense.None);
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate or AreaLevel.Region);
        if (places.Count == 0 || mood.OfVerb(verb, headline: true) != Mood.Asserted) return false;
        var to = Stretch.Of(places[^1].Last + 1, 8).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => (s[i].HasPreposition('ل') || s[i - 1].HasPreposition('ل') && s[i - 1].Is(Sense.People)) && s[i].IsActor && roles.Other(i, from) is not null, -1);
        Emit(places, verb, new Governed(Mood.Asserted, -1), "surrendered", ClaimKind.Change, from, to >= 0 ? parties.Joint(to) : null, to >= 0 ? to : loser, Manner.Force, 0.8, to >= 0 ? ControlStatus.Controlled : ControlStatus.Unknown);
        return true;
    }

    // «القضاء على آخر جيب للتنظيم في بلدة X»: nothing of him is left there.
    private bool WipedOut(int noun)
    {
        if (!s[noun].Says(Cue.Elimination) || mood.Conditional(noun) || mood.Refuted(noun)) return false;
        var on = Stretch.Of(noun + 1, 4).FirstOrDefault(i => s[i].Is(Sense.On), -1);
        var last = on < 0 ? -1 : Stretch.Of(on + 1, 2).FirstOrDefault(i => s[i].Says(Cue.AllOrPresence) || s[i].Is(Hint.Last), -1);
        if (last < 0 || s[noun].Says(Cue.ToEliminate) || Stretch.Of(noun - 4, 4).Any(i => s[i].Is(Sense.Attempt | Sense.Purpose | Sense.May | Sense.Never) || s[i].Is(Tie.Nearly))) return false;
        var whose = Stretch.Of(last, 5).TakeWhile(i => !s[i].Is(Sense.In) && !s[i].Finite).FirstOrDefault(i => s[i].IsActor && parties.Code(i, loser: true) is not null, -1);
        var places = whose < 0 ? [] : governing.Reached(whose, Sense.In, Sense.None);
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate or AreaLevel.Region || p.Partly);
        if (places.Count == 0 || parties.Code(whose, loser: true) is not { } from) return false;
        var how = s[noun - 1].Is(Sense.After) || s[noun].Word.StartsWith("قض", StringComparison.Ordinal) ? Mood.Asserted : mood.OfNoun(noun, true).Mood;
        var wiper = parties.SubjectBefore(noun) is >= 0 and var before ? before : parties.AnyBefore(noun);
        if (how is not (Mood.Asserted or Mood.Background) || (wiper >= 0 ? parties.Joint(wiper) : parties.Speaker) is not { } to || scene.Allied(to, from)) return false;
        Emit(places, noun, new Governed(how, -1), "wiped-out", ClaimKind.Change, from, to, wiper, Manner.Force, 0.85);
        return true;
    }

    // «تدير A مدينة X», «A هو من يحكم X», «تدير A شؤون بلدة X»: who has it.
    private bool Administers(int verb)
    {
        if (!s[verb].SaysBare(Cue.Administers) || mood.Conditional(verb) || mood.Negation(verb) is not null) return false;
        // «كما تدير معظم محافظة X»: whoever was told of before.
        var who = s[verb + 1] is { IsActor: true, Prepositional: false } ? verb + 1 : parties.SubjectBefore(verb) is >= 0 and var before ? before : s[verb + 1].Is(Sense.Most) || s[verb + 1].Is(Hint.CuePlace) ? parties.AnyBefore(verb) : -1;
        if ((who >= 0 ? parties.Joint(who) : s[verb - 1].Word is "كما" && verb == 1 ? scene.LastTold.LastOrDefault(f => f.To is not null)?.To : null) is not { } holder || scene.IsState(holder)) return false;
        var at = Math.Max(who, verb) + 1;
        if (s[at].Says(Cue.Affairs)) at++;
        if (!s[at].Is(Hint.CuePlace) && s[at] is not { IsArea: true, IsActor: false, Prefix: "" } && !(s[at].Is(Sense.Most) && s[at + 1].Is(Hint.CueGovernorate | Hint.CuePlace))) return false;
        var places = ArabicPlaces.From(s, at, scene, direct: true, out _);
        places.RemoveAll(p => p is { Area.Level: AreaLevel.Governorate, Partly: false });
        Emit(places, verb, new Governed(Mood.Background, -1), "administers", ClaimKind.Background, null, holder, who, Manner.Unknown, 0.7);
        return places.Count > 0;
    }

    // «على مدينة X، معقل التنظيم»: who has it, where nothing else is told of it.
    private bool Bastion(int at)
    {
        var own = s[at].EndsIn(Cue.ItsStronghold);
        if (!own && !s[at].EndsIn(Cue.StrongholdOrPosition) || !s[at].Is(Sense.Part | Sense.OwnPosts) || s[at].Prefix != "" || mood.Historic(at) || mood.Conditional(at)) return false;
        var head = s[at - 1].Says(Cue.ChiefOrOneOf) ? s[at - 2].Says(Cue.OneOf) ? at - 2 : at - 1 : at;
        var end = s[head - 1].Kind == TokenKind.Comma && !s[at].EndsIn(Cue.Positions) ? head - 2 : Reckoned(head);
        var holder = own ? parties.Agreeing(at) : parties.After(at);
        if (end < 0 || holder < 0 || parties.Joint(holder) is not { } whose || s[Math.Max(at, holder) + 1].Word.StartsWith("السابق", StringComparison.Ordinal)) return false;
        var places = governing.EndingAt(governing.Head(end));
        // «حاولت B اقتحام X، معقل A»: his, who defends it.
        if (places is not [{ Area.Level: AreaLevel.Place, Partly: false }] || findings.Exists(f => f.Place.Areas.SequenceEqual(places[0].Areas) && (f.Kind != ClaimKind.Attempt || scene.Allied(f.To, whose)))) return false;
        Emit(places, at, new Governed(Mood.Background, -1), "bastion", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.7);
        return true;
    }

    // «بلدة X التي تعد أبرز معاقل A», «X، التي تمثل آخر معاقل A»: the name it is said of; -1 for none.
    private int Reckoned(int head)
    {
        if (!s[head - 1].Is(Tie.Amounts) || !s[head - 2].Is(Sense.Rel)) return -1;
        return s[head - 3].Kind == TokenKind.Comma ? head - 4 : head - 3;
    }

    // «دخلت قوات A مدينة X وتسلمت المقار الحكومية فيها»: who takes over her offices has the town.
    private bool Offices(int t)
    {
        var offices = s[t].Is(Sense.Receive) && s[t].Form == Form.Perfect ? Stretch.Of(t + 1, 2).FirstOrDefault(i => s[i].Says(Cue.PublicBuildings), -1) : -1;
        if (offices < 0 || !Stretch.Of(offices + 1, 3).Any(i => s[i].Is(Hint.InIt))) return false;
        var entered = findings.FindLastIndex(f => f is { Kind: ClaimKind.Partial, Entered: true, To: not null, Place: { Extent: Extent.Unstated, Area.Level: AreaLevel.Place } });
        if (entered < 0) return false;
        findings[entered] = findings[entered] with { Kind = ClaimKind.Change, Spans = [.. findings[entered].Spans, s[offices].Span] };
        return true;
    }

    // «هيئة A المسيطرة على مدينة X»: who holds it while something else is told.
    private bool Ruling(int at)
    {
        if (!s[at].Says(Cue.Dominating) || !s[at + 1].Is(Sense.On)) return false;
        var holder = s[at - 1] is { IsActor: true } ? at - 1 : s[at - 2] is { IsActor: true } && s[at - 1].IsWord ? at - 2 : -1;
        if (holder < 0 || parties.Joint(holder) is not { } whose || mood.Historic(at)) return false;
        Emit(ArabicPlaces.From(s, at + 2, scene, direct: false, out _), at, new Governed(Mood.Background, -1), "ruling", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.75);
        return true;
    }

    // «جبهة تحرير X», «جيش تحرير X»: what a party is called.
    private bool Name(int t) => s[t] is { Form: Form.Noun, Prefix: "", Pronoun: false } && s[t].Says(Cue.LiberationNoun) && (s[t - 1].Is(Tie.GroupKind) || s[t - 1].SaysBare(Cue.ArmedGroupNoun));
}
