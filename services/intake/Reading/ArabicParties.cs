using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>Who acts, who is acted upon, and who speaks in an Arabic sentence.</summary>
internal sealed class ArabicParties(Sentence s, Scene scene, DateOnly day, string? speaker)
{
    private const int Reach = 14;

    public string? Speaker => speaker;

    public string? Code(int at, bool loser = false) => Nameless(at) ? Code(at + 2, loser) : ActorChoice.Of(s[at], scene, day, speaker, loser) ?? (Speaks(at) ? ActorChoice.Metonym(s[at], day) : null);

    // «مسلحون من تنظيم الدولة»: whose gunmen they are.
    private bool Nameless(int at) => s[at].IsActor && s[at].Tail is "مسلحون" or "مسلحين" && s[at + 1].Is(Sense.From) && s[at + 1].Word is "من" && !s[at - 1].Is(Sense.Take | Sense.Receive)
        && s[at + 2] is { IsActor: true, Prefix: "" } && !s[at + 2].Meaning.Actors.TrueForAll(a => a.Metonym) && s[at].Meaning.Actors.TrueForAll(a => a.Common);

    /// <summary>Who is meant in a place: locals of one governorate act in no other.</summary>
    public string? In(Place place, int at, string? code) =>
        at < 0 || (place.Area.Level == AreaLevel.Governorate ? place.Area.Code : scene.GovernorateOf(place.Area)) is not { } governorate ? code : ActorChoice.Outside(s[at], governorate, code, scene, day, speaker);

    /// <summary>The actor named right after a word, over adverbs and nouns for people: «سيطرة (مقاتلي) المعارضة».</summary>
    public int After(int at, int reach = 4)
    {
        for (var i = at + 1; i < s.Count && i <= at + reach; i++)
        {
            if (s[i].IsActor && !IsMetonymOnly(i)) return i;
            // «سيطرة الأخير على»: the party named last.
            if (i == at + 1 && s[i].Is(Hint.Latter)) return Enumerable.Range(0, at).LastOrDefault(n => s[n].IsActor && !IsMetonymOnly(n) && Code(n) is not null, -1);
            // «دخول قوات تابعة لوزارة X»
            if (i > at + 1 && s[i].Is(Tie.Affiliated) && s[i - 1].Is(Sense.People) && s[i + 1].IsActor) continue;
            // «آخر دفعة من مقاتلي المعارضة»
            if (i > at + 1 && s[i].Is(Sense.From) && (s[i - 1].Is(Sense.People) || s[i - 1].Is(Hint.Last)) && (s[i + 1].IsActor || s[i + 1].Is(Sense.People))) continue;
            if (!((s[i].Is(Sense.People | Sense.Adverb | Sense.Part | Sense.Whole) || s[i].Is(Hint.Last)) && !s[i].Is(Sense.In)) || s[i].Prepositional) return -1;
        }
        return -1;
    }

    /// <summary>The holder after «سيطرة», also past «مشتركة بين».</summary>
    /// <remarks>«تطهير جيب التنظيم»: whose the part is, not who clears it.</remarks>
    public int Holder(int control) => s[control].Is(Sense.Take) && s[control].Form == Form.Noun && s[control + 1].Is(Sense.Part) ? -1 : Own(control) ? Owner(control) :
        !s[control + 1].Is(Tie.Joint) ? After(control) : After(s[control + 2].Is(Sense.Between) || s[control + 2].Word is "من" ? control + 2 : control + 1);

    /// <summary>«في يده», «تحت سيطرتهم»: of whoever acts in the sentence.</summary>
    public bool Own(int hold) => s[hold].Is(Sense.Hold) && s[hold].Tail is var tail && (tail is "يده" or "يدها" or "ايديهم" or "بيده" or "بيدها" or "بايديهم" || tail.Contains("قبضت", StringComparison.Ordinal) || tail.Contains("سيطرت", StringComparison.Ordinal));

    // «قوات النظام، التي لم يبق بيدها سوى X»: of whom the relative clause tells; «بيده» is no «فصائل», «بيدها» no «جيش».
    private int Owner(int hold)
    {
        if (Enumerable.Range(hold - 5, 5).LastOrDefault(i => s[i].Is(Sense.Rel), -1) is >= 0 and var rel && Told(rel) is >= 0 and var head) return head;
        var agreeing = Enumerable.Range(0, hold).LastOrDefault(i => s[i].IsActor && !IsMetonymOnly(i) && !Governed(i) && Code(i) is not null && Agrees(s[i], s[hold].Tail), -1);
        return agreeing >= 0 ? agreeing : AnyBefore(hold);
    }

    /// <summary>The party a relative clause hangs on, past a comma; -1 where it hangs on something else.</summary>
    public int Told(int rel) => (s[rel - 1].Kind == TokenKind.Comma ? rel - 2 : rel - 1) is var head && s[head].IsActor && !IsMetonymOnly(head) && Code(head) is not null ? head : -1;

    // A party is of the gender of its first word.
    private static bool Agrees(Item party, string pronoun)
    {
        var word = party.Word[party.Prefix.Length..];
        if (word == "داعش") return true;
        var masculine = (word.StartsWith("ال", StringComparison.Ordinal) ? word[2..] : word) is "جيش" or "تنظيم" or "حزب" or "نظام" or "فصيل" or "مجلس" or "فيلق" or "لواء" or "تحالف";
        return pronoun[^1] == 'ه' ? masculine : !pronoun.EndsWith("ها", StringComparison.Ordinal) || !masculine;
    }

    /// <summary>The subject after its verb: «سيطر الجيش على». -2: a subject that is no actor («سيطر حريق على»).</summary>
    public int SubjectAfter(int verb, int before)
    {
        for (var i = verb + 1; i < before && i < s.Count && i <= verb + Reach; i++)
        {
            var item = s[i];
            // «فصائل الجيش الوطني»: a common noun that means nobody now, and the name after it.
            if (item.IsActor && s[i + 1].IsActor && Code(i) is null) continue;
            if (item.IsActor && !IsMetonymOnly(i) && (!item.Prepositional || (item.HasPreposition('ل') && i > verb + 1 && (s[i - 1].Is(Sense.People) || s[i - 1].Is(Tie.Affiliated))))) return i;
            if (item.Is(Sense.People | Sense.Adverb | Sense.Part | Sense.OnIt | Sense.FromIt) || item.Is(Hint.InIt | Hint.Today | Hint.Yesterday | Hint.Weekday | Hint.Night | Hint.TwoDaysAgo)) continue;
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
        var codes = Enumerable.Range(0, s.Count).Where(i => s[i].IsActor && !IsMetonymOnly(i) && !PrecededBy(i, Sense.From | Sense.Grip)).Select(i => Code(i)).Distinct().ToList();
        return codes is [var only] ? only : null;
    }

    /// <summary>«تقدما لفصائل المعارضة، حيث سيطرت»: whose deed was told, when no other party is named before.</summary>
    public string? Possessor(int before)
    {
        var named = Enumerable.Range(0, before).Where(i => s[i].IsActor && !IsMetonymOnly(i) && Code(i) is not null).ToList();
        // «دخلتها بعد انسحاب قوات النظام»: no deed of hers.
        if (named.Exists(i => s[i - 1].Form == Form.Noun && s[i - 1].Is(Sense.Withdraw | Sense.Leave | Sense.Pull | Sense.Exit | Sense.Expel | Sense.Lose))) return null;
        return named.Count > 0 && named.Exists(i => s[i].HasPreposition('ل') || s[i - 1].Form == Form.Noun) && named.Select(i => Code(i)).Distinct().Count() == 1 ? Code(named[^1]) : null;
    }

    /// <summary>Who did what a verbal noun before an item tells: «سيطرة الفصائل».</summary>
    public int Doer(int before) => Enumerable.Range(0, before).LastOrDefault(i => s[i] is { IsActor: true, Prepositional: false } && s[i - 1] is { Form: Form.Noun, Pronoun: false } && s[i - 1].Is(Sense.TakeOn | Sense.Take | Sense.Enter) && Code(i) is not null, -1);

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

    public int AnyAfter(int at)
    {
        for (var i = at + 1; i < s.Count && i <= at + Reach; i++)
        {
            if (s[i].IsActor && !IsMetonymOnly(i) && !Governed(i)) return i;
            if (s[i].Is(Sense.Clause)) return -1;
        }
        return -1;
    }

    /// <summary>Stands after من, مع, ضد, between two, in a relative clause or as the subject of a verbal noun.</summary>
    public bool Governed(int at)
    {
        if (Affiliate(at) is { } of) return of;
        // «ضد قوات سوريا الديمقراطية (قسد)»: the short name stands as the long one does.
        if (s[at - 1].Kind == TokenKind.Open && s[at - 2].IsActor) return Governed(at - 2);
        // «المجموعات المسلحة بقيادة X»: who leads those nobody knows acts for them.
        if (s[at - 1].Word is "بقياده" or "بزعامه" && s[at - 2] is { IsWord: true, Prepositional: false, Meaning.Senses: Sense.None }) return false;
        if (s[at].Prepositional || Expelled(at)) return true;
        for (var i = at - 1; i >= 0 && i >= at - 3; i--)
        {
            var item = s[i];
            // «مقاتلين من المعارضة» are hers.
            if (item.Is(Sense.From) && s[i - 1].Is(Sense.People) && !Backing(i)) return s[i - 2].Is(Sense.Against | Sense.Between | Sense.Favour);
            if (item.Is(Sense.From | Sense.On | Sense.In | Sense.Against | Sense.Between | Sense.To | Sense.Grip | Sense.Hold | Sense.After | Sense.Favour | Sense.Near | Sense.Fight | Sense.Before) || item.Is(Hint.Expense)) return true;
            if (item.Form == Form.Noun && !item.Is(Sense.Say)) return true;
            // «مواقع النظام», «علم تركيا»: what is his, not he.
            if (i == at - 1 && (item.Is(Sense.Part) || item.Is(Hint.CueSite | Hint.Flag))) return true;
            // «أنهى الجيش وجود التنظيم», «أعلنت قسد هزيمة داعش»: whose the thing is.
            if (i == at - 1 && item.IsWord && item.Meaning == Item.Nothing && s[at - 2] is { IsActor: true } && !item.Word.StartsWith("ال", StringComparison.Ordinal)) return true;
            if (item.Is(Sense.People) || (item.IsWord && i == at - 1 && item.Word.StartsWith("ال", StringComparison.Ordinal))) continue;
            if (item.IsActor && s[at].HasConjunction) return Governed(i);
            // «القضاء على خلافة داعش»: inside what a preposition governs.
            if (item.IsWord && i == at - 1 && s[at - 2].Is(Sense.From | Sense.On | Sense.In | Sense.To | Sense.Against)) return true;
            return item.Prepositional && item.IsActor is false && !item.Is(Hint.Cue) && item.Meaning != Item.Nothing && !item.Is(Sense.That);
        }
        return false;
    }

    // «فصائل تابعة للجيش X», «قوات للجيش»: they stand in its stead, wherever their own noun stands.
    private bool? Affiliate(int at)
    {
        if (!s[at].HasPreposition('ل') || !(s[at - 1].Is(Tie.Affiliated) || s[at - 1].Is(Sense.People))) return null;
        for (var i = at - 1; i >= at - 5; i--)
            if (s[i].Is(Sense.People | Sense.OwnForces)) return s[i].Prepositional || s[i - 1].Is(Sense.From | Sense.On | Sense.In | Sense.Against | Sense.Between | Sense.To | Sense.After) || s[i - 1].Form == Form.Noun;
        return true;
    }

    /// <summary>«بدعم من X», «مدعوما بعناصر من X»: from a friend, who neither acts nor loses.</summary>
    public bool Backing(int from) => s[from].Is(Sense.From) && (s[from - 1].Is(Tie.Backing) || (s[from - 1].Is(Sense.People) && s[from - 2].Is(Tie.Backing)));

    // «طرد التنظيم النصرة من»: the second is the loser.
    private bool Expelled(int at)
    {
        var verb = s[at].HasConjunction ? -1 : Enumerable.Range(at - 5, 5).LastOrDefault(i => s[i].Is(Sense.Expel) && s[i].Finite, -1);
        return verb >= 0 && Enumerable.Range(verb + 1, at - verb - 1).Any(i => s[i].IsActor);
    }

    public bool PrecededBy(int at, Sense senses)
    {
        for (var i = at - 1; i >= 0 && i >= at - 2; i--)
        {
            if (s[i].Is(senses)) return true;
            if (!s[i].Is(Sense.People)) return false;
        }
        return false;
    }

    /// <summary>Coordinated actors from one on act together: «هيئة تحرير الشام وفصائل المعارضة».</summary>
    public string? Joint(int at)
    {
        var code = Code(at);
        for (var i = at + 1; i < s.Count && i <= at + 2 && s[i].IsActor && s[i].HasConjunction && !s[i].Prepositional; i++)
            // «وفصائل الجيش الوطني»: the name after a common noun says who they are.
            code = scene.Together(code, s[i + 1] is { IsActor: true, Prefix: "" } && !IsMetonymOnly(i + 1) && Code(i + 1) is { } named ? named : Code(i));
        return code;
    }

    /// <summary>Those coordinated with an actor: only «A وB», or, where the words say that they act together, also «A، ومقاتلي B», «بين A وبين B».</summary>
    /// <param name="verb">What they do; a second one followed by another verb begins a clause of its own.</param>
    public List<int> Group(int at, int verb, bool together)
    {
        var (group, joined) = (new List<int> { at }, false);
        for (var i = at + 1; i < s.Count && i <= group[^1] + (together ? 4 : 1); i++)
        {
            joined |= s[i].HasConjunction || (together && s[i].Is(Sense.Between));
            if (s[i].IsActor && joined && !IsMetonymOnly(i) && (together || !s[i].Prepositional) && !(s[i + 1].Finite && i + 1 != verb))
            {
                // «وفصائل الجيش الوطني»: a common noun, and the name after it.
                group.Add(s[i + 1].IsActor && !s[i + 1].HasConjunction && Code(i + 1) is not null ? ++i : i);
                joined = false;
            }
            else if (!together || !(s[i].Kind == TokenKind.Comma || s[i].Is(Sense.People | Sense.Between | Sense.Adverb))) break;
        }
        return group;
    }

    /// <summary>A capital's name that is a place here.</summary>
    public bool IsMetonymOnly(int at) => s[at].Meaning.Actors.All(a => a.Metonym) && !Speaks(at);

    // «دمشق تعلن», «أعلنت دمشق».
    private bool Speaks(int at) =>
        !s[at].Prepositional && !s[at].Meaning.Actors.All(a => a.Voice) && ((at + 1 < s.Count && s[at + 1].Is(Sense.Say | Sense.Deny) && s[at + 1].Finite && !s[at + 1].HasConjunction) || (at > 0 && s[at - 1].Is(Sense.Say | Sense.Deny) && s[at - 1].Finite) || Rules(at));

    // «أن دمشق استعادت السيطرة على X», «استعادت دمشق السيطرة على X»: the capital for its government.
    private bool Rules(int at) =>
        (at == 0 || s[at - 1].Is(Sense.That)) && s[at + 1] is { Finite: true, HasConjunction: false } && s[at + 1].Is(Sense.Take | Sense.Impose | Sense.Receive | Sense.HandOver | Sense.Pull)
        || s[at - 1].Finite && s[at - 1].Is(Sense.Take | Sense.Impose | Sense.Lose) && s[at + 1].Is(Sense.TakeOn) && s[at + 1].Definite;
}
