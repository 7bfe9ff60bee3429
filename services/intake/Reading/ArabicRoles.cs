namespace Territory.Intake.Reading;

/// <summary>Who takes or leaves.</summary>
/// <param name="Code">The party; null when the words name none.</param>
/// <param name="At">The item that names it; -1 when it is carried over.</param>
/// <param name="Sure">Named in this sentence.</param>
internal readonly record struct Taker(string? Code, int At, bool Sure);

/// <summary>How an Arabic trigger stands, who is its subject, and who held the place before.</summary>
internal sealed partial class ArabicRoles(Sentence s, Scene scene, ArabicMood mood, ArabicParties parties)
{
    private const int Reach = 16;

    /// <summary>Mood and subject of a trigger.</summary>
    public (Governed How, Taker Taker, bool Lost) Stand(int t, int placeAt)
    {
        if (s[t].Form != Form.Noun)
        {
            var how = new Governed(mood.OfVerb(t, Headline(t)), -1);
            return (how, Subject(t, placeAt > t ? placeAt : t + Reach), false);
        }
        // «نفى مصدر أمني سيطرة المقاتلين على X»: not his own.
        if (s[t + 1].Is(Sense.OwnForces) && s[t + 1].Says(Cue.FightersOrForces) && mood.Refuted(t)) return (new Governed(Mood.Unreal, -1), default, false);
        if (OwnForces(t) is { } speakers && (!s[t].Is(Sense.Withdraw) || Ours(t))) return (mood.OfNoun(t, true), new Taker(speakers, -1, true), false);
        // «نعلن بسط سيطرتنا على X»: the speaker's.
        if (s[t].Pronoun && s[t].Tail.EndsWith("نا", StringComparison.Ordinal) && (parties.Speaker ?? scene.LastSpeaker) is { } we) return (mood.OfNoun(t, true), new Taker(we, -1, true), false);
        var actor = parties.Holder(t) is >= 0 and var holder ? holder : Again(t) is >= 0 and var again ? again : Described(t);
        var governedBy = mood.OfNoun(t, actor >= 0);
        if (actor >= 0) return (governedBy, new Taker(parties.Joint(actor), actor, true), governedBy.Lost);
        if (!s[t].Pronoun && !s[t].Definite && t + 1 < s.Count && s[t + 1].IsWord && s[t].Is(Sense.TakeOn) && governedBy.Governor < 0) return (new Governed(Mood.Unreal, -1), default, false);
        // «انسحاب الفيلق الثالث», «سيطرة البلدية على»: somebody who is no actor.
        if (!s[t].Pronoun && !s[t].Definite && s[t].Is(Sense.Withdraw) && s[t + 1].IsWord && s[t + 1].Word.StartsWith("ال", StringComparison.Ordinal)) return (new Governed(Mood.Unreal, -1), default, false);
        if (!s[t].Pronoun && !s[t].Definite && t + 1 < s.Count && s[t + 1].IsWord && s[t].Is(Sense.TakeOn) && parties.SubjectAfter(t, placeAt) == -2) return (new Governed(Mood.Unreal, -1), default, false);
        if (Commented(t)) return (new Governed(Mood.Unreal, -1), default, false);
        // «وسط تقدم لقوات A وسيطرتها على X»: hers, whose advance it is.
        if (s[t].Pronoun && s[t].HasConjunction && Advancing(t) is >= 0 and var going) return (governedBy with { Weak = false }, new Taker(parties.Joint(going), going, true), governedBy.Lost);
        if (Consisting(t) is >= 0 and var gaining) return (new Governed(mood.Historic(t) ? Mood.Background : Mood.Asserted, -1), new Taker(parties.Joint(gaining), gaining, true), governedBy.Lost);
        if (governedBy.Governor >= 0 && SpokenOf(governedBy.Governor) is { } meantBy) return (governedBy, meantBy, governedBy.Lost);
        // «اتهمت A B بدخول X», «مكن A B من دخول X»
        var at = governedBy.Governor >= 0 && s[governedBy.Governor].Is(Tie.Accuse | Tie.Enable) ? LastBetween(governedBy.Governor, t) : -1;
        if (at < 0) at = Attacker(governedBy.Governor, t);
        // «قتل عشرة من قوات X أثناء محاولتهم اقتحام Y»: theirs who suffer it.
        if (at < 0 && governedBy is { Mood: Mood.Attempted, Governor: >= 0 } && (Many(governedBy.Governor) || Many(t))) at = parties.Theirs(Math.Min(t, governedBy.Governor));
        if (at < 0 && governedBy.Governor >= 0 && s[governedBy.Governor].Finite) at = parties.SubjectAfter(governedBy.Governor, t);
        // «محاولة لقوات النظام للسيطرة على»
        if (at < 0 && governedBy.Governor >= 0 && !s[governedBy.Governor].Finite) at = parties.After(governedBy.Governor) is >= 0 and var own && own < t ? own : PartyBetween(governedBy.Governor, t);
        if (at < 0) at = Attempting(governedBy.Governor, t);
        // «أعلن A، في إطار كذا ضد B، أعلن السيطرة على X»: the verb again, whose subject was named the first time.
        if (at < 0 && governedBy.Governor >= 0 && s[governedBy.Governor].Finite && Stretch.Of(0, governedBy.Governor).LastOrDefault(i => s[i].Finite && s[i].Word.TrimStart('و') == s[governedBy.Governor].Word.TrimStart('و'), -1) is >= 0 and var first) at = parties.SubjectAfter(first, t);
        if (at < 0) at = mood.Precedent(t);
        // «التنظيم الذي اضطر للانسحاب من X»
        if (at < 0 && governedBy.Governor > 0 && s[governedBy.Governor].Finite && s[governedBy.Governor - 1].Is(Sense.Rel)) at = parties.Told(governedBy.Governor - 1);
        if (at < 0 && governedBy.Governor >= 0) at = parties.SubjectBefore(governedBy.Governor);
        if (at < 0) at = parties.SubjectBefore(t);
        if (at < 0) at = parties.AnyBefore(t);
        // «تقدم عناصر A، ومحاولتها اقتحام X»
        if (at < 0 && governedBy.Governor >= 0 && s[governedBy.Governor] is { Form: Form.Noun, Pronoun: true } attempt && attempt.Is(Sense.Attempt)) at = parties.Agreeing(governedBy.Governor);
        // «نفى مقربون من A نيتها الانسحاب من X»: hers, however she is named.
        if (at < 0 && governedBy.Mood == Mood.Denied && s[t].Is(Sense.Withdraw | Sense.Pull | Sense.Leave | Sense.HandOver) && Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Deny), -1) is >= 0 and var deny) at = LastBetween(deny, t);
        if (at < 0 && s[t].Pronoun && Many(t)) at = parties.Theirs(t);
        // «قتلت A عددا من عناصره أثناء انسحابهم»: of the other, whose the men are.
        if (at >= 0 && Many(t) && Stretch.Of(at + 1, Math.Max(0, t - at - 1)).LastOrDefault(i => s[i].Is(Sense.OwnForces) && s[i - 1].Is(Sense.From) && s[i].Tail[^1] is 'ه' or 'ا', -1) is >= 0 and var men)
        {
            at = parties.Agreeing(men);
            if (at < 0) return (governedBy, default, governedBy.Lost);
        }
        if (at < 0 && (s[t].Pronoun || s[t].HasPreposition('ب') || (governedBy.Governor >= 0 && s[governedBy.Governor].Is(Sense.After | Sense.Against)))) at = s[t].Pronoun ? parties.AgreeingAfter(placeAt, s[t].Tail) : parties.AnyAfter(placeAt);
        if (Agent(t) is >= 0 and var agent) return (governedBy with { Weak = false }, new Taker(parties.Joint(agent), agent, true), governedBy.Lost);
        // «أعلن قائد في فصائل المعارضة السيطرة على»
        if (at < 0 && governedBy.Governor >= 0 && s[governedBy.Governor].Is(Sense.Say) && parties.Speaker is { } said) return (governedBy, new Taker(said, -1, true), governedBy.Lost);
        if (at >= 0) return (governedBy, new Taker(parties.Joint(at), at, true), governedBy.Lost);
        // «سيطرة الفصائل على X، وسيطرتهم على Y»
        if (s[t].Pronoun && parties.Doer(t) is >= 0 and var doer) return (governedBy, new Taker(parties.Joint(doer), doer, true), governedBy.Lost);
        return (governedBy, new Taker(scene.LastSubject ?? (s[t].Pronoun && parties.Agreeing(t) is >= 0 and var his ? parties.Joint(his) : null) ?? parties.Only() ?? scene.LastTaker ?? (governedBy.Governor >= 0 ? parties.Speaker : null), -1, false), governedBy.Lost);
    }

    // «إفشال هجوم للنظام كان يهدف إلى اقتحام X»: whose attack it was.
    private int Attacker(int aim, int t)
    {
        var repelled = aim >= 0 && s[aim].Is(Sense.Repel);
        if (aim < 0 || !(repelled || s[aim].Is(Sense.Purpose) || s[aim].Is(Sense.Attempt) && s[aim].Word.Contains("هدف", StringComparison.Ordinal))) return -1;
        var (from, end) = repelled ? (aim + 1, t) : (aim - 8, aim);
        var attack = Stretch.Of(from, Math.Max(0, end - from)).LastOrDefault(i => s[i].Is(Sense.Attack), -1);
        return attack < 0 ? -1 : Stretch.Of(attack + 1, Math.Max(0, Math.Min(4, end - attack - 1))).TakeWhile(i => !s[i].Is(Sense.On | Sense.Against | Sense.In | Sense.To)).FirstOrDefault(i => s[i].IsActor && (s[i].HasPreposition('ل') || i == attack + 1 || i == attack + 2 && s[attack + 1].IsWord && s[attack + 1].Word.StartsWith("شن", StringComparison.Ordinal) || s[i - 1].Is(Tie.Launched)) && parties.Code(i) is not null, -1);
    }

    // «محاولة تقدم جديدة لقوات X»: whose it is comes after the adjective.
    private int Described(int t) => s[t].Is(Sense.Advance) && s[t + 1].Word is "من" && s[t + 2] is { IsActor: true, IsArea: false, Prefix: "" } && parties.Code(t + 2) is not null ? t + 2
        : s[t].Is(Sense.Advance | Sense.Raid | Sense.Enter | Sense.TakeOn) && s[t + 1] is { IsWord: true, Prepositional: false, HasConjunction: false } && s[t + 2].IsActor && s[t + 2].HasPreposition('ل') && parties.Code(t + 2) is not null ? t + 2
        // «السيطرة الكاملة لهذه القوات على X»
        : s[t].Is(Sense.TakeOn) && s[t + 1].Is(Sense.Whole) && (s[t + 2].IsActor && s[t + 2].HasPreposition('ل') || s[t + 2].Says(Cue.ForDemonstrative) && s[t + 3].IsActor) ? s[t + 2].IsActor ? t + 2 : t + 3 : -1;

    // «بعد انسحاب المعارضة من X، إضافة لانسحابها من Y»: hers, not of whoever came.
    private int Again(int t) => !s[t].Pronoun || !s[t].Is(Sense.Withdraw) ? -1 : Stretch.Of(0, t).Where(i => s[i] is { Form: Form.Noun, Pronoun: false } && s[i].Is(Sense.Withdraw)).Select(i => parties.After(i)).LastOrDefault(-1);

    private bool Many(int at) => s[at].Word.EndsWith("هم", StringComparison.Ordinal);

    private int LastBetween(int from, int to) => Stretch.Of(from + 1, Math.Max(0, to - from - 1)).LastOrDefault(i => s[i] is { IsActor: true, Prepositional: false } && parties.Code(i) is not null && !parties.IsMetonymOnly(i), -1);

    private int PartyBetween(int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            // «محاولة من مقاتلي X», «محاولة من قبل X»
            var people = s[i - 1].Is(Sense.People) ? i - 2 : i - 1;
            // «محاولة جديدة لمرتزقة X»
            if (s[i].IsActor && (s[i].HasPreposition('ل') || people == i - 2 && s[i - 1].HasPreposition('ل') || people >= from && (s[people].Is(Sense.From) || s[people].Is(Hint.By)))) return i;
        }
        return -1;
    }

    public Taker Subject(int t, int before)
    {
        // «إن قواتهم دخلت»: the speaker's.
        if (OwnForces(t) is { } own) return new Taker(own, -1, true);
        if (SpokenOf(t) is { } spoken) return spoken;
        // «قبل أن يعود هؤلاء ويستعيدوها»: those named last.
        if (s[t].Finite && Stretch.Of(t - 3, 3).LastOrDefault(i => s[i].Says(Cue.ThosePeople), -1) is >= 0 and var those && Stretch.Of(0, those).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && !parties.IsMetonymOnly(i) && parties.Code(i) is not null, -1) is >= 0 and var meant) return new Taker(parties.Joint(meant), meant, true);
        // «وانسحبت الأخيرة منها»: the party named last.
        if (s[t].Finite && s[t + 1].Is(Hint.Latter) && parties.After(t) is >= 0 and var latter) return new Taker(parties.Joint(latter), latter, true);
        // «تمركزت مجموعات من A في X، ودخلت مجموعات أخرى Y»: others of the same.
        if (s[t].Finite && s[t + 1].Is(Sense.People) && s[t + 2].Says(Cue.Others) && Stretch.Of(0, t).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && !parties.IsMetonymOnly(i) && parties.Code(i) is not null && !s[i - 1].Is(Sense.Against), -1) is >= 0 and var same) return new Taker(parties.Joint(same), same, true);
        // «لكن الأخيرة استعادتها»
        if (s[t].Finite && s[t - 1].Is(Hint.Latter) && !s[t - 1].Prepositional && parties.After(t - 2) is >= 0 and var last) return new Taker(parties.Joint(last), last, true);
        // «أعلنت الهيئة أن الحركة انسحبت»: a movement that nobody has named.
        if (s[t].Finite && s[t - 1].Is(Tie.GroupNamed) && !s[t - 1].Prepositional && !s[t - 1].IsActor) return default;
        // «سيطرنا»: whoever speaks.
        if (s[t].Word.EndsWith("نا", StringComparison.Ordinal) && (parties.Speaker ?? parties.Only()) is { } we) return new Taker(we, -1, true);
        if (mood.Vowed(t)) return (parties.Speaker ?? parties.Only()) is { } vows ? new Taker(vows, -1, true) : default;
        // «استعيدت المدينة على يد الجيش»
        if (Agent(t) is >= 0 and var agent && s.SameClause(agent, t)) return new Taker(parties.Joint(agent), agent, true);
        // «النظام الذي يسيطر على X»: wherever the relative clause hangs.
        // «كتائب المعارضة، التي انتزعت منه X»
        var told = s[t - 1].Is(Sense.Rel) ? parties.Told(t - 1) : -1;
        var at = told >= 0 && !(s[t + 1].Is(Sense.OnIt | Sense.FromIt) && !(s[t + 1].Is(Sense.FromIt) && s[t].Is(Sense.Take) && !s[t + 2].IsActor && before > t + 1)) ? told : -1;
        if (at < 0) at = Earlier(t);
        if (at < 0) at = mood.Precedent(t);
        if (at >= 0) return new Taker(parties.Joint(at), at, true);
        at = Plural(t) ? -1 : parties.SubjectAfter(t, before);
        if (at == -1 || at == -2) { var left = parties.SubjectBefore(t); if (left >= 0 || at == -1) at = left; }
        if (at == -2) return default;
        if (at < 0) at = parties.AnyBefore(t);
        // «سيطرت A على X، التي كانت B فيها، كما سيطرت على Y»: who did the one did the other.
        if (at >= 0 && s[t - 1].Word is "كما" && s[t] is { Form: Form.Perfect, Pronoun: false } && Stretch.Of(at - 3, 3).Any(i => s[i].Is(Sense.Rel)) && scene.LastTaker is { } goingOn) return new Taker(goingOn, -1, true);
        if (at >= 0 && Plural(t) && parties.ManyBefore(at) is >= 0 and var many) at = many;
        if (at >= 0) return new Taker(parties.Joint(at), at, true);
        // «قال قيادي في المعارضة إنهم سيطروا»
        if (s[t - 1].Is(Sense.That) && s[t - 1].Word.Length > 2 && parties.Speaker is { } said) return new Taker(said, -1, true);
        // «سيطرت على X فصائل المعارضة»
        if (s[t].Finite && parties.Postposed(before) is >= 0 and var late) return new Taker(parties.Joint(late), late, true);
        // «بعد أن سيطرت على X، تقدمت فصائل A نحو Y»: who goes on.
        if (s[t].Finite && t <= 2 && s[t - 1].Is(Sense.After) && GoingOn(before) is >= 0 and var next) return new Taker(parties.Joint(next), next, true);
        // «صمدت X في وجه التنظيم قبل أن يدخلها»
        if (s[t - 1].Is(Hint.BeforeThat) && parties.Only() is { } only) return new Taker(only, -1, true);
        return new Taker(scene.LastSubject ?? parties.Possessor(t) ?? scene.LastTaker, -1, false);
    }

    // «من التنظيم، الذي سبق أن استولى عليها»: the pronoun is of another gender than the relative, which is then the subject itself.
    private int Earlier(int t)
    {
        var rel = Stretch.Of(t - 4, 4).LastOrDefault(i => s[i].Is(Sense.Rel), -1);
        if (rel < 1 || !Stretch.Of(rel + 1, t - rel - 1).All(i => s[i].Is(Sense.Past | Sense.Was | Sense.May | Sense.That))) return -1;
        var pronoun = s[t].Pronoun ? s[t].Tail : s[t + 1].Is(Sense.OnIt | Sense.FromIt) ? s[t + 1].Word : "";
        return s[rel].Word.EndsWith("الذي", StringComparison.Ordinal) && pronoun.EndsWith('ا') || s[rel].Word.EndsWith("التي", StringComparison.Ordinal) && pronoun.EndsWith('ه') ? parties.Told(rel) : -1;
    }

    // «ويطردون النظام»: a verb in the plural stands behind its subject.
    private bool Plural(int t) => (s[t].Form == Form.Imperfect && s[t].Word.EndsWith("ون", StringComparison.Ordinal)) || (s[t].Form == Form.Perfect && s[t].Word.EndsWith("وا", StringComparison.Ordinal))
        || (s[t] is { Finite: true, Pronoun: true } && s[t].Word.TrimEnd('ا').TrimEnd('ه') is [.., 'و'] or [.., 'و', 'ن']);

    // «انسحاب قواتنا», «نفذت قواتنا إعادة انتشار»: nobody's but the speaker's.
    private bool Ours(int t) => Stretch.Of(t - 6, 8).Any(i => s[i].Is(Sense.OwnForces) && (s[i].Tail.EndsWith("نا", StringComparison.Ordinal) || i < t && s[i].Says(Cue.UnitsOrForces) && s[i - 1].Is(Sense.That)));

    private string? OwnForces(int t)
    {
        // «دخول أي من عناصرها»
        if ((s[t + 1].Is(Sense.OwnForces) || s[t + 1].Says(Cue.AnyOrAnyone) && Stretch.Of(t + 2, 2).Any(i => s[i].Is(Sense.OwnForces))) && !s[t].Is(Sense.Pull)) return Stated(t) ?? parties.Speaker ?? scene.LastSpeaker;
        for (var i = t - 1; i >= t - 6 && s.SameClause(Math.Max(i, 0), t); i--)
        {
            if (s[i].Is(Sense.OwnForces)) return Stated(i) ?? parties.Speaker ?? scene.LastSpeaker;
            if (s[i].IsActor) return null;
        }
        return null;
    }

    // «بعد بيان للجيش جاء فيه أن وحداته دخلت»: whose statement it is, whoever speaks in the sentence.
    private string? Stated(int own) => Stretch.Of(own - 7, 7).LastOrDefault(i => s[i].IsActor && s[i].HasPreposition('ل') && s[i - 1].Is(Hint.Spokes) && s[i - 1].Tail.StartsWith("بيان", StringComparison.Ordinal), -1) is >= 0 and var stating ? parties.Code(stating) : null;

    public bool Headline(int t) => s.Number == 0 && s.ClauseOf(t) <= 1 && !s.Items.Take(t).Any(i => i.Is(Sense.That | Sense.Rel));

    /// <summary>Who held the place before, where the words say so.</summary>
    public string? LoserOf(int t, int placeEnd, string? taker)
    {
        if (TakenFromHim(t, placeEnd, taker) is { } robbed) return robbed;
        for (var i = t + 1; i < s.Count && i <= Math.Max(placeEnd, t) + Reach; i++)
        {
            if (i > placeEnd + 1 && s[i].Is(Sense.Clause) && s[i].Word is not "حيث") break;
            if (Loses(i, taker, s[t].Is(Sense.Take | Sense.Receive) || i > placeEnd) is { } loser) return loser;
        }
        for (var i = t - 1; i >= 0 && i >= t - Reach; i--)
            if (s[i].Is(Sense.After) && AfterFight(i, taker, t) is { } fought) return fought;
        var exchange = Array.FindIndex(s.Items, i => i.Is(Sense.Exchange));
        return exchange < 0 ? null : Other(parties.After(exchange), taker) ?? Other(parties.SubjectAfter(exchange, s.Count), taker);
    }

    // «تنتزع منه بلدة X»: of the party last named that is not the taker's own.
    private string? TakenFromHim(int t, int placeEnd, string? taker) =>
        taker is not null && s[t].Is(Sense.Take) && Stretch.Of(t + 1, 3).Any(i => i < placeEnd && s[i].Is(Sense.FromIt) && !s[i - 1].IsArea)
            ? Stretch.Of(0, t).Reverse().Where(i => s[i].IsActor && !parties.IsMetonymOnly(i) && !parties.Backing(i - 1)).Select(i => Other(i, taker)).FirstOrDefault(code => code is not null) : null;

    private string? Loses(int i, string? taker, bool takes)
    {
        if (parties.Backing(i)) return null;
        // «تسلمها بموجب اتفاق قضى بخروج A منها»: whose going out of it was agreed.
        if (takes && s[i] is { Form: Form.Noun } && s[i].HasPreposition('ب') && s[i].Is(Sense.Exit | Sense.Withdraw) && Stretch.Of(i - 8, 8).Any(deal => s[deal].Is(Tie.Settlement)) && parties.After(i) is >= 0 and var gone && s[gone + 1].Is(Sense.FromIt))
            return parties.Code(gone, loser: true) is { } left && left != taker ? left : null;
        if (s[i].Is(Sense.Grip) || s[i].Is(Hint.Expense) || (takes && s[i].Is(Sense.From) && (s[i + 1].IsActor || s[i + 1].Is(Sense.People)))) return parties.After(i) is >= 0 and var at && parties.Code(at, loser: true) is { } code && code != taker ? code : null;
        if (s[i].Is(Sense.After)) return AfterFight(i, taker, s.Count);
        // «قرى كانت تابعة لـ A»
        if (s[i].Is(Tie.Affiliated) && s[i - 1].Is(Sense.Was) && s[i + 1].IsActor && s[i + 1].HasPreposition('ل')) return Other(i + 1, taker);
        // «باتت X بيد A، أما Y فما زالت بيد B»: of another place.
        if (s[i].Is(Sense.Hold) && Stretch.Of(i - 2, 2).Any(still => s[still].Is(Sense.Still))) return null;
        if (s[i].Is(Sense.Hold) || (s[i].Is(Sense.Expel) && s[i].Form == Form.Noun)) return Other(parties.After(i), taker);
        return null;
    }

    // «بعد انسحاب قوات النظام منها», «بعد معارك مع قوات النظام».
    private string? AfterFight(int after, string? taker, int before)
    {
        for (var i = after + 1; i < before && i < s.Count && i <= after + 9; i++)
        {
            if (s[i].Is(Sense.Withdraw | Sense.Expel | Sense.Pull | Sense.Leave | Sense.Exit)) return Other(parties.After(i, 3), taker) ?? Other(parties.SubjectAfter(i, i + 4), taker);
            if (s[i].Is(Sense.Against | Sense.Between) || s[i].HasPreposition('ل') && !s[i - 1].Is(Tie.Affiliated)) { if (Other(s[i].IsActor ? i : parties.After(i), taker) is { } foe) return foe; }
            if (s[i].Is(Sense.TakeOn | Sense.Clause | Sense.Enter)) return null;
        }
        return null;
    }

    public string? Other(int at, string? taker) => at >= 0 && parties.Code(at, loser: true) is { } code && !scene.Allied(code, taker) ? code : null;
}
