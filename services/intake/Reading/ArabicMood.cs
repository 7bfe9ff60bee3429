namespace Territory.Intake.Reading;

/// <summary>How an Arabic trigger stands: said as a fact, denied, tried, told as history, or only thought of.</summary>
internal sealed partial class ArabicMood(Sentence s, List<DateMention> dates)
{
    private const int Reach = 10;
    private const Hint RecentDay = Hint.Today | Hint.Yesterday | Hint.Weekday;

    /// <summary>The mood of a finite verb.</summary>
    public Mood OfVerb(int at, bool headline)
    {
        var item = s[at];
        if (Conditional(at) || Coming(at)) return Mood.Unreal;
        // «الأنباء عن سيطرت X على»: a noun, ill written.
        if (s[at - 1].Word is "عن" && item.Is(Sense.TakeOn) && item.Form == Form.Perfect) return OfNoun(at, true).Mood;
        if (Refuted(at) || Unsaid(at) || Fruitless(at) || WordDenied(at) || NeverWas(at)) return Mood.Denied;
        if (Negation(at) is { } negated) return negated;
        if (Gossiped(at) || Corrected(at)) return Mood.Unreal;
        if (Precedent(at) >= 0 || Resumed(at) || SinceThen(at) || SinceLong(at) || SaidBefore(at) || OnceAmong(at) || HadBefore(at)) return Mood.Background;
        // «مر بمحاذاة X دون أن يدخلها»
        if (Without(at) && item.Is(Sense.TakeOn | Sense.Take | Sense.Enter | Sense.Receive)) return Mood.Denied;
        var (from, mood) = (s.ClauseStart(at), (Mood?)null);
        for (var i = at - 1; i >= from && i >= at - Reach; i--)
        {
            // «محاولة التقدم نحو حقل الذي تسيطر عليه»: what governs the noun does not govern its relative clause.
            // «نفت التقارير التي تتحدث عن»: what is said in them is denied.
            if (s[i].Is(Sense.Rel) && i >= at - 2 && !item.Is(Sense.Say) || Affirms(i)) break;
            // «بعد معارك …، قبل أن تنتزع منه X»: no aim of theirs.
            if (s[at - 1].Is(Hint.BeforeThat) && s[i].Is(Sense.Purpose) && s[i].Is(Sense.Fight)) continue;
            // «تقترب من X بعدما سيطرت على Y»: what may be is not what went before.
            if (s[at - 1].Is(Sense.After) && item.Form == Form.Perfect && s[i].Is(Sense.May) && !s[i].Is(Sense.Deny)) continue;
            // «نفت A دخول B، بعدما أعلن B السيطرة على X»: what went before is not denied.
            if (s[at - 1].Is(Sense.After) && item.Form == Form.Perfect && s[i].Is(Sense.Deny)) break;
            if (Left(s[i], i, at) is { } told) { mood = told; break; }
        }
        // «نفى المتحدث باسم … الأنباء التي تتحدث عن»: however long the name of the denier.
        if (mood is null && item.Is(Sense.Say) && Stretch.Of(at - 2, 2).Any(i => s[i].Is(Sense.Rel)) && Stretch.Of(from, at - from).Any(i => s[i].Is(Sense.Deny)) || Rumoured(at)) mood = Mood.Denied;
        if (item.Form == Form.Future) return mood is Mood.Attempted || Vowed(at) ? Mood.Attempted : Mood.Unreal;
        if (item.Form == Form.Imperfect) mood = Imperfect(at, mood, headline);
        if (mood is Mood.Denied or Mood.Unreal or Mood.Attempted) return mood.Value;
        // «وكان الجيش دخلها بعدما أخلتها الفصائل»: both are history.
        if (s[0].Is(Sense.Was) && s[at - 1].Is(Sense.After)) return Mood.Background;
        if (mood == Mood.Background && EarlierToday(at)) mood = null;
        return mood == Mood.Background || Historic(at) || !item.Is(Sense.Say | Sense.Exit) && Relative(at) ? Mood.Background : Mood.Asserted;
    }

    private Mood? Left(Item cue, int i, int at)
    {
        if (cue.Is(Sense.Deny)) return Mood.Denied;
        // «الذين كانوا داخل X انسحبوا»: where they were, not when they left.
        if (cue.Is(Sense.Was) && s[i - 1].Is(Sense.Rel) && s[at].Form == Form.Perfect && s[i + 1].Is(Sense.In | Sense.Near | Sense.Hold)) return null;
        if (cue.Is(Sense.Was)) return i >= at - 5 ? Mood.Background : null;
        if (cue.Is(Tie.Nearly) && s[at].Form != Form.Perfect) return Nearly(at);
        if (cue.Is(Sense.Attempt) && s[at].Form != Form.Perfect) return OfCue(i, Mood.Attempted);
        if (cue.Is(Sense.Purpose) && s[at].Form != Form.Perfect) return Mood.Attempted;
        if (cue.Is(Sense.May) && !(s[at].Form == Form.Perfect && i >= at - 3) && !Indeed(i)) return Mood.Unreal;
        if (cue.Is(Sense.Still)) return Mood.Background;
        return null;
    }

    // «وقد نشر ناشطون صورا تظهر سيطرة X على»: before a perfect قد asserts.
    private bool Indeed(int at) => s[at].Word is "قد" or "وقد" or "فقد" && s[at + 1].Form == Form.Perfect;

    private Mood? OfCue(int at, Mood mood) => Negation(at) is null ? mood : Mood.Denied;

    private Mood? Imperfect(int at, Mood? mood, bool headline)
    {
        if (mood is not null && mood != Mood.Background) return mood;
        if (BackBefore(at)) return mood;
        if (UnderTerms(at)) return Mood.Attempted;
        if (s[at].HasPreposition('ل')) return mood ?? (Foretold(at) ? Mood.Unreal : s[at].Is(Sense.Become) || Stretch.Of(at - 4, 4).Any(i => s[i].Is(Sense.Become) && s[i].Finite) || FollowsFact(at) ? null : Mood.Attempted);
        if (s[at - 1].Is(Hint.BeforeThat) || s[at - 1].Is(Sense.Become) || Upshot(at)) return mood;
        // «قبل أن يستعيدها A ثم يفقدها»: as much as what comes before it.
        if (s[at - 1].Word is "ثم" && Stretch.Of(at - Reach, Reach).Any(i => s[i].Is(Hint.BeforeThat))) return mood;
        // «مدينتا X وY تسيطر عليهما A»: what stands, however it begins.
        if (Topical(at)) return Mood.Background;
        if (CountedNow(at)) return mood;
        if ((s[at].Is(Sense.TakeOn) || s[at].Is(Sense.Take) && s[at].Word.Contains("حتل", StringComparison.Ordinal)) && EverSince(at)) return Mood.Background;
        // «باتت فصائل المعارضة تسيطر على X»: what has come to be.
        if (Stretch.Of(at - 4, 4).Any(i => s[i].Is(Sense.Become) && s[i].Form == Form.Perfect && s[i].Word.EndsWith('ت') | s[i].Says(Cue.BecameMasculine) && s.SameClause(i, at) && Stretch.Of(i + 1, at - i - 1).All(k => s[k].IsActor && !s[k].IsArea || s[k].Is(Sense.People | Sense.Adverb)))) return mood;
        // «ثاني بلدة تخرج عن سيطرة النظام»: counted while it happens.
        if (Stretch.Of(at - 4, 4).Any(i => s[i].Is(Tie.Ordinal))) return mood;
        if (at > 0 && s[at - 1].Is(Sense.That) && s[at - 1].Word is "ان") return ManagesBefore(at) ? mood : Mood.Unreal;
        // In a headline the imperfect is news; in the body it tells what stands.
        return headline && !(at == 0 && s[at].Is(Sense.TakeOn)) && !Meanwhile(at) ? mood : Mood.Background;
    }

    /// <summary>«دون أن»: what has not been done.</summary>
    public bool Without(int at) => s[at - 1].Word is "ان" && s[at - 2].Is(Sense.Neg) && s[at - 2].Tail is "دون" or "بدون" or "غير";

    private bool ManagesBefore(int at)
    {
        for (var i = at - 2; i >= 0 && i >= at - 5; i--) if (s[i].Is(Sense.Manage)) return true;
        return false;
    }

    // «…، لتسيطر الفصائل على»: the upshot of what was told, not a purpose.
    private bool FollowsFact(int at) => at > 0 && (s[at - 1].Kind == TokenKind.Comma || Stretch.Of(0, at).Any(i => s[i].Form == Form.Perfect && s[i].Is(Sense.Withdraw | Sense.Leave | Sense.Fall | Sense.Lose | Sense.Exit)));

    /// <summary>Negation right before a word: لم is a denial, لن a forecast.</summary>
    public Mood? Negation(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 2 && !Excepts(at); i--)
        {
            if (s[i].Is(Sense.Never)) return Mood.Unreal;
            // «…، ما أدى إلى سيطرة X على»: which led to it.
            // «استعاد ما خسره»: no place told of.
            if (s[i].Word is "ما" && i == at - 1 && s[at] is { Form: Form.Perfect, Pronoun: true } && s[at].Is(Sense.Lose)) return Mood.Unreal;
            // «قالت إن ما جرى إعادة انتشار»: what happened.
            if (s[i].Word is "ما" && s[i - 1].Is(Sense.That)) return null;
            if (s[i].Word is "ما" && s[i - 1].Kind == TokenKind.Comma && s[at].Is(Tie.Results)) return null;
            if (s[i].Is(Sense.Neg) && !OnlyAfter(at) && (i == at - 1 || !s[i + 1].IsArea)) return s[i].Word is "ما" && i != at - 1 ? null : s[i].Word is "دون" or "بدون" or "من" ? Mood.Unreal : Mood.Denied;
            if (!s[i].Is(Sense.May)) break;
        }
        return null;
    }

    /// <summary>The sentence dates it long ago, or says itself that it is history.</summary>
    public bool Historic(int at)
    {
        foreach (var date in dates)
            if (date.Distant && Math.Abs(date.At - at) <= 3 * Reach && !NearerRecent(date, at) && !OfRelative(date, at) && !OfNovelty(date)) return true;
        if (Spanned(at)) return true;
        for (var i = Math.Max(0, s.ClauseStart(at) - 6); i < s.Count && i < at + 2 * Reach; i++)
            if (s[i].Is(Sense.Past) && (i < at || s.SameClause(i, at)) && !(i > at && (s[i - 1].Is(Sense.Rel) || s[i].HasConjunction && s[i - 1].Kind == TokenKind.Comma)) && !s[i + 1].Is(RecentDay) && !s[i + 2].Is(RecentDay) && !Counted(i) && !OfAnother(at, i) && !Stretch.Of(i - 2, 3).Any(Novel) && !FormerName(i) && !(i > at && Lasting(i))) return true;
        return false;
    }

    // «مع دخول العملية يومها الثالث»: no day of the past.
    // «من بداية الأزمة بين الجانبين»: of another one.
    private bool Counted(int at) => s[at + 1].Is(Sense.Between) || s[at].Says(Cue.ThatDay) && s[at + 1].Is(Tie.Ordinal);

    // «المدينة التي انطلقت منها الاحتجاجات عام 2011», «بعد أن كانت بيد النظام منذ 2016»: the date of another thing.
    // «بلدة X، التي ظلت بيد A منذ أعوام، باتت بيد B»: as old as what the relative clause tells.
    // «المدينة المحاصرة منذ 2012»: as old as the siege.
    private bool OfRelative(DateMention date, int at) => date.At > at && Stretch.Of(date.At - 2, 3).Any(i => s[i].Is(Hint.Since) && s[i - 1] is { Kind: TokenKind.Word, IsArea: false, IsActor: false } adjective && adjective.Word.StartsWith("ال", StringComparison.Ordinal) && adjective.Tail.EndsWith('ه') && !adjective.Is(Sense.Whole) && !adjective.Is(Hint.Itself | Hint.Cue) && (s[i - 2].IsArea || s[i - 2].Is(Hint.Itself))) || date.At < at && Stretch.Of(date.At, at - date.At).Any(Parts) && Stretch.Of(date.At - Reach, Reach).LastOrDefault(i => s[i].Is(Sense.Rel) && Parts(i - 1), -1) is >= 0 and var rel && !Stretch.Of(rel, Math.Max(0, date.At - rel)).Any(Parts) || Stretch.Of(at, Math.Max(0, date.At - at)).Any(i => s[i].Is(Sense.Was) || (i > at && s[i].Is(Sense.Hold) && s[i].Word is "التي" or "الذي") || (s[i].Is(Sense.Rel) && i < date.At - 1 && s[i + 1].Finite | s[i + 1].IsWord));

    private bool Relative(int at)
    {
        // «ضد التنظيم الذي اضطر إلى الانسحاب من X»: what the news has brought about.
        if (s[at].Form == Form.Perfect && s[at].Word.Contains("ضطر", StringComparison.Ordinal)) return false;
        for (var i = at - 1; i >= 0 && i >= at - 3; i--)
        {
            // «ثاني مدينة تسقط», «المدينة الثانية التي تسقط»
            if (s[i].Is(Sense.Rel) && (s[i - 1].Is(Tie.Ordinal) || s[i - 2].Is(Tie.Ordinal))) return false;
            // «الفصائل، التي انتزعت منه في المقابل X», «الذي استعاد أيضا X»: it goes on telling what is new.
            if (s[i].Is(Sense.Rel) && (s[i - 1].Kind == TokenKind.Comma || s[i - 1].IsActor) && Stretch.Of(at + 1, 3).Any(also => s[also].EndsIn(Cue.AlsoOrInTurn)) || Too(at)) return false;
            if (s[i].Is(Sense.Rel)) return !dates.Any(d => !d.Distant && !d.Coming && d.At > at && d.At <= at + Reach);
            if (!s[i].Is(Sense.May)) return false;
        }
        return false;
    }

    // «التي تمكن الجيش من السيطرة عليها هي الأخرى»: as new as what was told before.
    private bool Too(int at) => Stretch.Of(at + 1, Reach).Any(i => s[i].Word is "هي" or "هو" or "هم" && s[i + 1].Says(Cue.AlsoOrOther));

    public bool Hedged(int at)
    {
        for (var i = Math.Max(0, at - 2 * Reach); i < s.Count && i < at + 2 * Reach; i++) if (s[i].Is(Sense.Hedge)) return true;
        return false;
    }

    /// <summary>The mood of a verbal noun: what governs it decides, and who that governor's subject is.</summary>
    public Governed OfNoun(int at, bool hasActor)
    {
        var item = s[at];
        // «يتعهد بالسيطرة على X قريبا»: what is promised is still an aim.
        if (Conditional(at) || Coming(at) && !Stretch.Of(s.ClauseStart(at), at - s.ClauseStart(at)).Any(i => s[i].Is(Sense.Attempt))) return new(Mood.Unreal, -1);
        // «نفى نجاح الجيش في دخول X»: denied, and still his success.
        // «نفى صحة الأنباء عن أن A فقدت السيطرة على X»: it is her loss that is denied.
        if ((Refuted(at) || Rumoured(at) || Fruitless(at)) && LostBefore(at) is >= 0 and var loss) return new(Mood.Denied, loss, Lost: true);
        if (Refuted(at) || Rumoured(at) || Retracted(at) || Fruitless(at) || Disavowed(at)) return new(Mood.Denied, Stretch.Of(at - Reach, Reach).LastOrDefault(i => s[i].Form == Form.Noun && s[i].Is(Sense.Manage | Sense.Impose), -1));
        if (Precedent(at) >= 0 || Anniversary(at)) return new(Mood.Background, -1);
        // «الحملة مستمرة حتى تحرير X»: what she goes on for.
        if (Until(at) || Listed(at)) return new(Mood.Attempted, -1);
        if (Prevented(at)) return new(item.Is(GivingWay) ? Mood.Unreal : Mood.Attempted, -1);
        // «المعارك التي سبقت سيطرة A على X»: what was known before.
        if (s[at - 1].Says(Cue.PrecededOrFollowed) && s[at - 2].Is(Sense.Rel)) return new(Mood.Background, -1);
        // «رغم سيطرة A على X»: what stands in spite of the news.
        if (s[at - 1].Word is "رغم" or "برغم" && item.Is(Sense.TakeOn)) return new(Mood.Background, -1);
        // «لم يبق سوى استعادة X»: what is still to be done.
        if (s[at - 1].Is(Tie.Only) && Stretch.Of(at - 5, 4).Any(i => s[i].EndsIn(Cue.StaysLeft))) return new(Mood.Attempted, -1);
        if (Meant(at) is >= 0 and var aim) return new(Mood.Attempted, aim);
        if (PutOff(at) || Renounced(at) || Pending(at) || Sign(at) || Gossiped(at) || Corrected(at)) return new(Mood.Unreal, -1);
        // «ينص الاتفاق على عدم دخول»: agreed, nothing denied.
        if (at > 0 && Negation(at) is { } negated) return new(Stretch.Of(Math.Max(0, at - 6), Math.Min(at, 6)).Any(i => s[i].Is(Sense.May)) ? Mood.Unreal : negated, -1);
        // «فشل A، رغم كذا وكذا، في دخول X»: however much stands between.
        if (FailedAt(at) is >= 0 and var failed) return new(Negation(failed) is null ? Verb(failed, Mood.Attempted) : Mood.Denied, failed);
        var start = s.ClauseStart(at);
        // «معارك انتهت بسيطرة X على Y», «أدت المعارك إلى سيطرة X»: what they came to.
        var governor = Stretch.Of(at - 6, 6).LastOrDefault(i => i >= start && s[i].Is(Tie.Results) && s[i].Form == Form.Perfect, -1);
        for (var i = at - 1; governor < 0 && i >= start && i >= at - 2 * Reach; i--)
        {
            var cue = s[i];
            if (Affirms(i)) break;
            // «تمكنت A وحلفاؤها، صباح اليوم …، من السيطرة»: however much stands between.
            if (i < at - Reach && !cue.Is(Sense.Deny) && !(cue.Form == Form.Perfect && cue.Is(Sense.Manage) && (cue.Is(Sense.Say) ? s[at - 1].Kind == TokenKind.Comma && item.Is(Sense.TakeOn) && item.Definite : s[at - 1].Is(Sense.From | Sense.In)))) continue;
            // «بعد سبع سنوات على خروجها»: how long ago it was.
            if (i == at - 1 && cue.Is(Hint.YearUnit | Hint.MonthUnit | Hint.WeekUnit)) return new(Mood.Background, i);
            // «ستعمل على تطهير X»: what she is going to do.
            if (ToCome(i, at)) return new(Mood.Attempted, i);
            if (cue.Is(Sense.Exchange) || cue.Is(Tie.Nearly)) return new(cue.Is(Tie.Nearly) ? Nearly(at) : Mood.Unreal, i);
            if (cue.Is(Sense.Deny)) return new(Mood.Denied, i);
            if (cue.Is(Sense.Repel | Sense.Attempt)) return new(Negation(s[i - 1].Word is "في" ? i - 1 : i) is null ? Verb(i, Mood.Attempted) : Mood.Denied, i);
            if (cue.Is(Sense.May) && (i >= at - 5 || cue.Finite) && !Indeed(i)) return new(Unagreed(i) ? Mood.Denied : Mood.Unreal, i);
            if (cue.Is(Sense.Purpose) && i >= at - 5) return new(Mood.Attempted, i);
            if (cue.Is(Sense.Before) && AfterLeaving(i, at)) return new(Historic(at) ? Mood.Background : Mood.Asserted, i);
            // «تحاول منذ مدة فرض سيطرتها على X»
            if (cue.Is(Sense.Past) && cue.Word is "منذ" && Stretch.Of(i - 5, 5).Any(tries => s[tries].Is(Sense.Attempt) && s[tries].Form == Form.Imperfect && s.SameClause(tries, i))) continue;
            if (cue.Is(Sense.Past | Sense.Still) && !FormerName(i) && !Novel(i) || (cue.Is(Sense.Before) && i == at - 1) || (cue.Is(Hint.Since) && i == at - 1)) return new(Mood.Background, i);
            // «استمرت المعارك حتى سيطرة A على X»: how they ended.
            if (cue.Is(Sense.Standing) && cue.Form == Form.Perfect && s[at - 1].Word is "حتي") { governor = i; break; }
            if (cue.Is(Sense.Standing) && !cue.Is(Sense.Say) && !cue.Is(Hint.Cue)) return new(GoesOn(i, at) ? Mood.Attempted : Mood.Background, i);
            // «تنازل الفصيل عن سيطرته على X»
            if (s[at - 1].Word is "عن" && i >= at - 5 && cue.Finite && cue.Is(Sense.Withdraw | Sense.HandOver | Sense.Leave)) return new(Mood.Asserted, i, Lost: true);
            // «يقضي بخروج A وبدخول B»: each with its own preposition.
            if (cue.Is(Sense.Lose | Sense.Exit) && !(cue.Form == Form.Noun && item.HasConjunction && item.HasPreposition('ب'))) return new(Mood.Asserted, i, Lost: true);
            // «لم تعلن A بعد سيطرتها على X», «لم تتمكن A بعد من دخول X»: not yet.
            if (cue.Word is "بعد" && NotYetSaid(i)) return new(Mood.Unreal, i);
            if (cue.Is(Sense.After) && !(cue.Word is "بعد" && s[i + 1].Is(Sense.From | Sense.To | Sense.In)) || (cue.Is(Sense.Against) && i == at - 1)) { governor = i; break; }
            if (cue.Is(Sense.Manage | Sense.Impose | Sense.Take | Sense.Say)) { governor = i; break; }
        }
        // «إضافة لانسحابه من X»
        var besides = s[at - 1].Is(Hint.Besides);
        // «عادت الفصائل للسيطرة على X»: she has it again.
        if (Returned(at) is >= 0 and var back) return new(OfVerb(back, headline: true), back);
        if (Aimed(at)) return new(Mood.Attempted, governor);
        if (item.HasPreposition('ل') && !besides && Foretold(at)) return new(Mood.Unreal, governor);
        // «بث صورا لدخول الجيش مدينة X»: what they show.
        var shown = s[at - 1].Is(Tie.Footage);
        // «بدأ هجوما لاستعادة X»: begun, not done.
        // «بدأ مقاتلو A عملا عسكريا لاستعادة X»
        var begun = governor >= 0 && (Begins(governor) && governor < at - 1 || Stretch.Of(governor + 1, Math.Max(0, at - governor - 1)).Any(i => s[i].Is(Sense.Attack | Sense.Fight)));
        if (item.HasPreposition('ل') && !besides && !shown && !(governor >= 0 && s[governor].Is(Sense.Manage) && !begun)) return new(Mood.Attempted, governor);
        if (governor >= 0 && s[governor].Is(Sense.Say) && Opens(at)) return new(Mood.Unreal, governor);
        if (governor < 0) return new(Opens(at) ? hasActor && at == 0 && item.Is(Sense.TakeOn) && Gives(at) ? Mood.Background : Mood.Unreal : Historic(at) ? Mood.Background : Mood.Asserted, -1, Weak: !hasActor && !item.Pronoun);
        if (s[governor].Is(Sense.After | Sense.Against)) return new(Historic(at) || DaysAfter(governor, at) || Earlier(governor) ? Mood.Background : Mood.Asserted, governor);
        var mood = s[governor].Form == Form.Noun ? OfNoun(governor, true) is { Mood: not Mood.Asserted } outer ? outer.Mood : Mood.Asserted : OfVerb(governor, headline: s.Number == 0 || s[governor].Is(Sense.Say));
        // «نفى سقوط X، مؤكدا أن قواته تبسط سيطرتها عليها»: what stands.
        var stands = s[governor].Form == Form.Imperfect && Stretch.Of(governor - Reach, Reach).Any(Affirms);
        if (mood == Mood.Asserted && (stands || Historic(at))) mood = Mood.Background;
        return new(mood, governor);
    }

    private Mood Verb(int at, Mood mood) => s[at].Finite && OfVerb(at, headline: true) is Mood.Unreal ? Mood.Unreal : Historic(at) && s[at].Form != Form.Imperfect ? Mood.Background : mood;
}

/// <summary>A verbal noun's mood and the item that governs it (-1: none).</summary>
internal readonly record struct Governed(Mood Mood, int Governor, bool Weak = false, bool Lost = false);
