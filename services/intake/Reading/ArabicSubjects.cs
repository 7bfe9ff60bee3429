namespace Territory.Intake.Reading;

// Who does what a verb or a verbal noun tells: after it, before it, or behind the place.
internal sealed partial class ArabicParties
{
    /// <summary>The subject after its verb: «سيطر الجيش على». -2: a subject that is no actor («سيطر حريق على»).</summary>
    public int SubjectAfter(int verb, int before)
    {
        for (var i = verb + 1; i < before && i < s.Count && i <= verb + Reach; i++)
        {
            var item = s[i];
            // «فصائل الجيش الوطني»: a common noun that means nobody now, and the name after it.
            if (item.IsActor && s[i + 1].IsActor && Code(i) is null) continue;
            if (item.IsActor && !IsMetonymOnly(i) && (!item.Prepositional || (item.HasPreposition('ل') && i > verb + 1 && (s[i - 1].Is(Sense.People) || s[i - 1].Is(Tie.Affiliated))) || i > verb + 1 && item.HasPreposition('ب') && s[i - 1].Is(Tie.Affiliated))) return i;
            // «غادر آخر المسلحين البلدة»: theirs, whoever they are.
            if (item.Is(Hint.Last) && !s[i + 1].IsActor && !s[i + 1].Is(Sense.From | Sense.People)) return -2;
            // «تسلمت إدارتها من التنظيم»: from whom.
            if (item.Is(Tie.Charge) && s[i + 1].Is(Sense.From)) return -1;
            // «وسيطر خلال العملية على X»: when, and not who.
            if (s.Meantime(i)) { i++; continue; }
            // «سيطر خلال 48 ساعة على X»
            if (i > verb + 1 && s[i - 1].Kind == TokenKind.Number && item.Says(Cue.ClockUnit)) continue;
            if (item.Is(Tie.Charge) || item.Is(Hint.Last) || item.Is(Sense.People | Sense.Adverb | Sense.Part | Sense.OnIt | Sense.FromIt) || item.Is(Hint.InIt | Hint.Today | Hint.Yesterday | Hint.Weekday | Hint.Night | Hint.TwoDaysAgo)) continue;
            // «تسلمتها بموجب تسوية», «وفق تفاهم»: how, and by whom is said before.
            if (item.Is(Tie.According) || i > verb + 1 && item.Is(Tie.Settlement)) return -1;
            // «انحسر نفوذ التنظيم عن X»
            if (s[verb].Is(Tie.Ended) && item.Is(Sense.TakeOn) && item.Form == Form.Noun) continue;
            // «انتزع المقاتلون من التنظيم»: from whom they took it.
            if (item.Is(Sense.From) && s[verb].Is(Sense.Take) && (s[i - 1].IsArea || s[i - 1].Word.StartsWith("ال", StringComparison.Ordinal))) return -1;
            // «وحدات من الجيش»
            if (item.Is(Sense.From) && i > verb + 1 && s[i + 1].IsActor && !s[i + 1].Prepositional && !Backing(i)) return i + 1;
            // «الدفعة الأخيرة من مقاتلي فيلق»
            if (item.Is(Sense.From) && i > verb + 1 && s[i + 1].Is(Sense.People) && !s[i + 1].Prepositional) continue;
            if (item.Kind is not TokenKind.Word) { if (item.Kind is TokenKind.Open or TokenKind.Close or TokenKind.Number) continue; return -1; }
            if (item.IsWord && !item.Prepositional && !StartsWithPreposition(item)) return HasActorSoon(verb, i, before) ? Soon(verb, i, before) : -2;
            return -1;
        }
        return -1;
    }

    // «سيطر مقاتلون من المعارضة»: the party stands a word or two further on.
    private bool HasActorSoon(int verb, int at, int before) => Soon(verb, at, before) >= 0;

    private int Soon(int verb, int at, int before)
    {
        for (var i = at + 1; i < before && i <= at + 4; i++)
        {
            if (s[i].IsActor && !IsMetonymOnly(i) && !s[i].Is(Sense.Against)) return PrecededBy(i, Sense.Against | Sense.Between) || s[verb].Is(Sense.Take) && PrecededBy(i, Sense.From) ? -1 : i;
            if (s[i].Is(Sense.After | Sense.Against | Sense.Between)) return -1;
        }
        return -1;
    }

    private static bool StartsWithPreposition(Item item) => item.Word.Length > 3 && item.Word[0] is 'ب' or 'ل' or 'ك' && item.Word.Length > 5;

    /// <summary>The subject before its verb in the same clause, and not governed by a preposition or a verbal noun.</summary>
    public int SubjectBefore(int at)
    {
        var start = s.ClauseStart(at);
        var found = -1;
        for (var i = at - 1; i >= start && i >= at - 2 * Reach; i--)
        {
            if (s[i].Is(Sense.Rel) && found < 0 && i < at - 2) continue;
            if (!s[i].IsActor || IsMetonymOnly(i) || Governed(i)) continue;
            found = i;
            // «A وB سيطرا» begin with A; «، وB تدخلها» with B.
            if (!s[i].HasConjunction || !(s[i - 1].IsActor || s[i - 2].IsActor)) break;
        }
        return found;
    }

    /// <summary>The nearest acting party before an item in the whole sentence.</summary>
    public int AnyBefore(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 3 * Reach; i--)
            if (s[i].IsActor && !IsMetonymOnly(i) && !Governed(i) && Code(i) is not null) return i;
        return -1;
    }

    /// <summary>The one party a sentence names at all, however it stands.</summary>
    public string? Only()
    {
        var codes = Stretch.Of(0, s.Count).Where(i => s[i].IsActor && !IsMetonymOnly(i) && !PrecededBy(i, Sense.From | Sense.Grip | Sense.Hold) && !Stronghold(i - 1) && !Bereft(i) && !OutOfHand(i)).Select(i => Code(i)).Distinct().ToList();
        return codes is [var only] ? only : null;
    }

    /// <summary>«لم يعد للتنظيم أي أرض»: he has nothing any more.</summary>
    public bool Bereft(int at) => s[at].IsActor && s[at].HasPreposition('ل') && Stretch.Of(at - 2, 2).Any(i => s[i].Is(Hint.NoLonger));

    // «أهم معقل لقوات A», «حواجز A»: what they had there.
    private bool Stronghold(int at) => s[at].Word.EndsWith("حواجز", StringComparison.Ordinal) || s[at].Word.EndsWith("مواقع", StringComparison.Ordinal) || s[at].Word.EndsWith("مقرات", StringComparison.Ordinal) || s[at].Says(Cue.MilitarySites) || s[at].Word.EndsWith("معقل", StringComparison.Ordinal) || s[at].Word.EndsWith("معاقل", StringComparison.Ordinal);

    /// <summary>«وبخروج X من قبضته، بات الطريق مقطوعا أمام أرتال النظام»: the one party the sentence names at all, if the pronoun agrees with it; -1 for none.</summary>
    public int Alone(string pronoun) => Stretch.Of(0, s.Count).Where(i => s[i].IsActor && !s[i].IsArea && Code(i) is not null).ToList() is { Count: > 0 } named && named.Select(i => Code(i)).Distinct().Count() == 1 && Agrees(s[named[0]], pronoun) ? named[0] : -1;

    /// <summary>The one party of the sentence that is not on the side of another.</summary>
    public string? Foe(string party)
    {
        var others = Stretch.Of(0, s.Count).Where(i => s[i].IsActor && !s[i].IsArea).Select(i => Code(i) ?? Claims(i)).OfType<string>().Where(code => !scene.Allied(code, party)).Distinct().ToList();
        return others is [var only] ? only : null;
    }

    // «ما نشرته صفحات X الموالية»: whose medium tells it.
    private string? Claims(int at) => s[at - 1].Is(Tie.Rumour) || s[at - 1].Is(Sense.Say) ? Voice(at) : null;

    /// <summary>«الرئيس التركي»: whose head or medium it is; null for none.</summary>
    public string? Voice(int at) => s[at].Meaning.Actors.Find(a => a is { Voice: true } && a.Actor.IsValidOn(day))?.Actor.Code;

    /// <summary>«تقدما لفصائل المعارضة، حيث سيطرت»: whose deed was told, when no other party is named before.</summary>
    public string? Possessor(int before)
    {
        var named = Stretch.Of(0, before).Where(i => s[i].IsActor && !IsMetonymOnly(i) && Code(i) is not null).ToList();
        // «دخلتها بعد انسحاب قوات النظام»: no deed of hers.
        if (named.Exists(i => s[i - 1].Form == Form.Noun && s[i - 1].Is(Sense.Withdraw | Sense.Leave | Sense.Pull | Sense.Exit | Sense.Expel | Sense.Lose))) return null;
        return named.Count > 0 && named.Exists(i => s[i].HasPreposition('ل') || s[i - 1].Form == Form.Noun) && named.Select(i => Code(i)).Distinct().Count() == 1 ? Code(named[^1]) : null;
    }

    /// <summary>Who did what a verbal noun before an item tells: «سيطرة الفصائل».</summary>
    public int Doer(int before) => Stretch.Of(0, before).LastOrDefault(i => s[i] is { IsActor: true, Prepositional: false } && s[i - 1] is { Form: Form.Noun, Pronoun: false } && s[i - 1].Is(Sense.TakeOn | Sense.Take | Sense.Enter) && Code(i) is not null, -1);

    /// <summary>The party named as saying something: the first after the verb, else the one before it.</summary>
    public string? Said(int verb)
    {
        for (var i = verb + 1; i <= verb + 4; i++) if (s[i].IsActor && Code(i) is { } after) return after;
        return SubjectBefore(verb) is >= 0 and var before ? Code(before) : null;
    }

    /// <summary>A party's head or medium named before: it acts through its party.</summary>
    public string? Threatens(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - Reach; i--)
            if (s[i].Meaning.Actors.Find(a => a is { Voice: true } && a.Actor.IsValidOn(day)) is { } voice) return voice.Actor.Code;
        return null;
    }

    /// <summary>The subject behind the place: right after its name.</summary>
    public int Postposed(int place)
    {
        var i = place;
        while (i <= place + 3 && (s[i].IsArea || s[i].Is(Hint.Cue | Hint.Compass))) i++;
        return i > place && s[i] is { IsActor: true, IsArea: false, Prepositional: false, HasConjunction: false } && !IsMetonymOnly(i) ? i : -1;
    }

    /// <summary>«بسيطرتها على X تكون قسد قد …»: the party further on that the pronoun agrees with, and no «وجود التنظيم».</summary>
    public int AgreeingAfter(int at, string pronoun) => AnyAfter(at) is >= 0 and var party && Agrees(s[party], pronoun) && !Robbed(party) && !(s[party - 1].Meaning == Item.Nothing && s[party - 1] is { Kind: TokenKind.Word, Word: not ("تكون" or "يكون") } owned && !owned.Word.StartsWith("ال", StringComparison.Ordinal)) ? party : -1;

    // «تحريرها من التنظيمات»: from whom it was taken.
    private bool Robbed(int party) => s[party - 1].Is(Sense.From) && s[party - 2] is { Form: Form.Noun, Pronoun: true } taken && taken.Is(Sense.Take);

    public int AnyAfter(int at)
    {
        for (var i = at + 1; i < s.Count && i <= at + Reach; i++)
        {
            if (s[i].IsActor && !IsMetonymOnly(i) && !Governed(i) && !OutOfHand(i)) return i;
            if (s[i].Is(Sense.Clause)) return -1;
        }
        return -1;
    }

    // «بعد السيطرة على X تخرج المحافظة عن سيطرة A»: A is who loses it.
    private bool OutOfHand(int party) => Stretch.Of(party - 3, 3).Any(i => s[i].Is(Hint.Outside) || s[i].Is(Sense.Grip) || s[i] is { Form: Form.Noun, Pronoun: false } && s[i].Is(Sense.TakeOn) && s[i - 1].Word is "عن" or "من" && Stretch.Of(i + 1, party - i - 1).All(k => s[k].Is(Sense.People)));
}
