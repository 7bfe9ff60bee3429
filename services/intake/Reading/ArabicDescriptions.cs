using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is said of a place beside the news: whose it was, under whom it lies.
internal sealed partial class ArabicRules
{
    // «مدينة X، التي كانت معقلا لـ A», «X التي تعد معقلا رئيسيا لـ A»: whose it was or is.
    private bool Former(int at)
    {
        if (!s[at].EndsIn(Cue.StrongholdAccusative) || mood.Conditional(at) || mood.Negation(at) is not null) return false;
        var holder = Stretch.Of(at + 1, 3).TakeWhile(i => s[i].IsActor || s[i].IsWord || s[i].Is(Sense.People)).FirstOrDefault(i => s[i].IsActor && (s[i].HasPreposition('ل') || s[i - 1].HasPreposition('ل')), -1);
        var rel = Stretch.Of(at - 6, 6).LastOrDefault(i => s[i].Is(Sense.Rel), -1);
        if (holder < 0 || rel < 1 || parties.Joint(holder) is not { } whose) return false;
        var places = governing.EndingAt(governing.Head(s[rel - 1].Kind == TokenKind.Comma ? rel - 2 : rel - 1));
        if (places is not [{ Area.Level: AreaLevel.Place, Partly: false }]) return false;
        Emit(places, at, new Governed(Mood.Background, -1), "bastion", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.7);
        return true;
    }

    // «تمثل مدينة X آخر معاقل A في Y», «X تعد المعقل الأخير لـ A»: who has it still.
    private bool LastSeat(int t)
    {
        var last = s[t].Says(Cue.Final) && s[t].EndsIn(Cue.Stronghold) || s[t].EndsIn(Cue.TheStronghold) && s[t + 1].Says(Cue.LastOrOnly);
        var verb = last ? Stretch.Of(t - 5, 5).LastOrDefault(i => s[i].Says(Cue.CountsAs), -1) : -1;
        if (verb < 0 || s[verb - 1].Is(Sense.Rel | Sense.Was) || mood.Negation(verb) is not null || mood.Conditional(verb) || mood.Historic(verb)) return false;
        var holder = Stretch.Of(t + 1, 3).TakeWhile(i => s[i].IsActor || s[i].Is(Sense.People) || s[i].Says(Cue.LastOrOnly)).FirstOrDefault(i => s[i].IsActor, -1);
        if (holder < 0 || parties.Joint(holder) is not { } whose) return false;
        var places = ArabicPlaces.From(s, verb + 1, scene, direct: true, out _) is { Count: > 0 } behind && behind[0].First < t ? behind : governing.PlacesBefore(verb);
        if (places is not [{ Area.Level: AreaLevel.Place or AreaLevel.District, Partly: false } seat] || findings.Exists(f => f.Place.Areas.SequenceEqual(seat.Areas))) return false;
        // «منطقة X آخر معاقل A»: the town of that name.
        var town = seat.Area.Level == AreaLevel.District ? s[seat.Last].Meaning.Areas.Find(a => a.Level == AreaLevel.Place && a.Path.Contains(seat.Area.Code)) : seat.Area;
        if (town is null) return false;
        Emit([seat with { Areas = [town] }], t, new Governed(Mood.Background, -1), "bastion", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.7);
        return true;
    }

    // «X التي تقع تحت سيطرة A»: it lies there, and has not fallen to him just now.
    private bool LiesUnder(int verb, int h) => s[h].Word is "تحت" or "ضمن" && s[verb] is { HasConjunction: false, Prepositional: false } && s[verb].Says(Cue.Lies) && !mood.Conditional(verb);

    // «في هذه المدينة، الواقعة حاليا تحت سيطرة A», «البلدة الخاضعة لسيطرة A»: the one spoken of.
    private int Lying(int h)
    {
        var described = Stretch.Of(h - 2, 3).LastOrDefault(i => s[i].Says(Cue.LyingParticiple) || s[i].Is(Sense.Hold) && Describes(i), -1);
        var name = described < 0 ? -1 : s[described - 1].Kind == TokenKind.Comma ? described - 2 : described - 1;
        return name >= 0 && s[name].Is(Hint.Itself) && !s[name].Is(Hint.Cue) && s[name].SaysCut(Cue.TheTown) ? name : -1;
    }

    // «أنهت A تمشيط قرية X بعد انسحاب B»: who combs what the other has left has it.
    private bool Combed(int at)
    {
        if (!s[at].Says(Cue.CombingThrough) || Stretch.Of(at - 6, 6).LastOrDefault(i => s[i].Form == Form.Perfect || s[i].Says(Cue.Completed), -1) is not (>= 0 and var done)) return false;
        if (!(s[done].Is(Tie.Ends | Tie.Ended) || s[done].SaysBare(Cue.Completed)) || mood.OfVerb(done, roles.Headline(done)) != Mood.Asserted) return false;
        var places = ArabicPlaces.From(s, at + 1, scene, direct: true, out _);
        if (places.Count == 0 || !places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: false })) return false;
        var gone = Stretch.Of(places[^1].Last + 1, 8).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Form == Form.Noun && s[i].Is(Sense.Withdraw | Sense.Expel | Sense.Leave) && s[i - 1].Is(Sense.After), -1);
        if (gone < 0 || roles.Subject(done, at) is not { Code: { } taker } who || roles.Other(parties.After(gone), taker) is not { } from) return false;
        Emit(places, at, new Governed(Mood.Asserted, -1), "combed", ClaimKind.Change, from, taker, who.At, Manner.Withdrawal, 0.8);
        return true;
    }

    // «انسحاب A من مواقع في الشرق، وشملت الانسحابات X وY»: what those who leave have left.
    private bool Comprises(int at)
    {
        if (!s[at].SaysBare(Cue.Comprised) || !s[at + 1].Word.StartsWith("الانسحاب", StringComparison.Ordinal) || mood.Conditional(at) || mood.Historic(at)) return false;
        var leaving = Stretch.Of(0, at).LastOrDefault(i => s[i].Is(Sense.Withdraw) && parties.After(i) >= 0, -1);
        if (leaving < 0 || parties.After(leaving) is not (>= 0 and var leaver) || parties.Code(leaver, loser: true) is not { } from) return false;
        if (s[leaving].Form == Form.Noun && mood.OfNoun(leaving, true).Mood != Mood.Asserted) return false;
        var places = ArabicPlaces.From(s, at + 2, scene, direct: false, out _);
        places.RemoveAll(p => p.Area.Level is not AreaLevel.Place);
        Emit(places, at, new Governed(Mood.Asserted, -1), "withdraw", ClaimKind.Change, from, null, leaver, Manner.Withdrawal, 0.8, ControlStatus.Withdrawn);
        return places.Count > 0;
    }

    // «تتوزع مناطق سيطرة A في X، وفي Y»: where he stands.
    private bool Spread(int at)
    {
        if (!s[at].SaysBare(Cue.IsDistributed) || !Stretch.Of(at + 1, 2).Any(i => s[i].Is(Sense.TakeOn)) || mood.Conditional(at)) return false;
        var control = Stretch.Of(at + 1, 2).First(i => s[i].Is(Sense.TakeOn));
        var holder = s[control].Pronoun ? parties.AnyBefore(at) : parties.Holder(control);
        if (holder < 0 || parties.Joint(holder) is not { } whose) return false;
        tied.Add(control);
        var named = false;
        for (var i = Math.Max(control, holder) + 1; i < s.Count && i <= control + 2 * Reach && !s[i].Is(Sense.Clause); i++)
            // «في X، وفي Y»; without «و» it only says where those lie.
            if (s[i].Is(Sense.In) && !s[i].Is(Sense.Near) && (!named || s[i].HasConjunction) && ArabicPlaces.From(s, i + 1, scene, direct: false, out _) is { Count: > 0 } places)
            {
                Emit(places, at, new Governed(Mood.Background, -1), "spread", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.7);
                (i, named) = (places[^1].Last, true);
            }
        return true;
    }

    // «سيطر على مدن الريف بعد دخول X وY»: how the towns told of were taken.
    private bool TookBy(int t) => s[t] is { Form: Form.Noun, Pronoun: false } && s[t - 1].Is(Sense.After) && !s[t].Word.Contains("قتحام", StringComparison.Ordinal)
        && findings is [.., { Kind: ClaimKind.Partial, Rule: "ar/take-on", Place.Area.Level: AreaLevel.Governorate or AreaLevel.District } told]
        && Stretch.Of(Math.Max(0, told.Place.First - 1), 3).Any(i => s[i].Says(Cue.TownsPlural));

    // «دخلت قوة X ونصبت حاجزا مؤقتا قبل أن تنسحب»: she only passed through.
    private bool Passing(int enter, int gone) => Stretch.Of(enter + 1, gone - enter - 1).Any(i => s[i].Word.StartsWith("موقت", StringComparison.Ordinal));

    // «اقتحمها الجيش مرتين ثم خرج»: as often as he came he went.
    private bool Repeated(int enter) => Stretch.Of(enter + 1, 5).FirstOrDefault(i => s[i].Says(Cue.SeveralTimes), -1) is >= 0 and var times
        && Stretch.Of(times + 1, 4).Any(i => s[i].Finite && s[i].Is(Sense.Exit | Sense.Withdraw | Sense.Leave) && (s[i - 1].Word is "ثم" || s[i - 1].Is(Hint.BeforeThat) || s[i].HasConjunction));

    // «أجبر التنظيم السكان على مغادرة X»: who is made to go is no party.
    private bool Driven(int t)
    {
        var force = Stretch.Of(t - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].SaysBare(Cue.Forced), -1);
        if (force < 0 || !s[t - 1].Is(Sense.On)) return false;
        var (party, people) = (Stretch.Of(force + 1, t - force - 1).FirstOrDefault(i => s[i].IsActor && !s[i].IsArea, -1), Stretch.Of(force + 1, t - force - 1).FirstOrDefault(i => s[i].Is(Tie.Civilians), -1));
        return party >= 0 && people > party;
    }

    // «خسرها التنظيم في شباط بعد معارك مع B»: to those he fought; -1 for none.
    private int LostFighting(int end)
    {
        var after = Stretch.Of(end + 1, 8).TakeWhile(i => s[i].Kind is TokenKind.Word or TokenKind.Number && !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Is(Sense.After) && Stretch.Of(i + 1, 2).Any(k => s[k].Is(Sense.Fight)), -1);
        var against = after < 0 ? -1 : Stretch.Of(after + 2, 3).FirstOrDefault(i => s[i].Is(Sense.Against), -1);
        return against < 0 ? -1 : parties.After(against);
    }

    // «سيطر على منطقة X، جنوبي Y»: the town of that name, since a district is not told of by what it lies near.
    private Place Town(Place place) =>
        place is { Area.Level: AreaLevel.District, Extent: Extent.Unstated, Ambiguous: false } && s[place.Last - 1].Word.EndsWith("منطقه", StringComparison.Ordinal) && s[place.Last + (s[place.Last + 1].Kind == TokenKind.Comma ? 2 : 1)].Is(Sense.Direction | Sense.Near) && s[place.Last].Meaning.Areas.Find(a => a.Level == AreaLevel.Place && a.Path.Contains(place.Area.Code)) is { } town ? place with { Areas = [town] } : place;
}

// The town that a relative clause or an apposition hangs on.
internal sealed partial class ArabicGoverned
{
    /// <summary>«مدينة X شمال Y، معقل A», «X بريف Y الغربي، التي كانت»: the town, and not what it lies near.</summary>
    public int Head(int last)
    {
        var name = last;
        while (name > 0 && name > last - 3 && !s[name].IsArea && (s[name].Is(Hint.Compass) || s[name].IsWord)) name--;
        for (var hop = 0; hop < 3; hop++)
        {
            var from = ListStart(name);
            var landmark = s[from].Is(Hint.CueCountry | Hint.CueGovernorate) || s[from - 1].Is(Sense.Direction | Sense.Near);
            var before = landmark ? Stretch.Of(from - 5, 5).LastOrDefault(i => s[i] is { IsArea: true, IsActor: false }, -1) : -1;
            if (before < 0) return name;
            name = before;
        }
        return name;
    }
}
