namespace Territory.Intake.Reading;

// In whose company a party stands: governed by another word, or joined to another party.
internal sealed partial class ArabicParties
{
    /// <summary>Stands after من, مع, ضد, between two, in a relative clause or as the subject of a verbal noun.</summary>
    public bool Governed(int at)
    {
        if (Affiliate(at) is { } of) return of;
        // «ضد قوات سوريا الديمقراطية (قسد)»: the short name stands as the long one does.
        if (s[at - 1].Kind == TokenKind.Open && s[at - 2].IsActor) return Governed(at - 2);
        // «المجموعات المسلحة بقيادة X»: who leads those nobody knows acts for them.
        if (s[at - 1].Says(Cue.LedBy) && s[at - 2] is { IsWord: true, Prepositional: false, Meaning.Senses: Sense.None }) return false;
        // «قوات X، بمساندة Y، انتزعت»: a friend's.
        if (s[at].Prepositional || s[at - 1].Is(Tie.Backing) || s[at - 1].Is(Sense.People) && s[at - 1].HasPreposition('ب') && s[at - 2].Is(Tie.Backing) || Expelled(at) || Assailed(at)) return true;
        for (var i = at - 1; i >= 0 && i >= at - 3; i--)
        {
            var item = s[i];
            // «مقاتلين من المعارضة» are hers.
            if (item.Is(Sense.From) && s[i - 1].Is(Sense.People) && !Backing(i)) return s[i - 2].Is(Sense.Against | Sense.Between | Sense.Favour);
            // «انشقوا عن A وسيطروا على X»
            if (i == at - 1 && item.Word is "عن") return true;
            // «عناصر الشرطة في الجيش دخلوا»: they are his.
            if (item.Is(Sense.In) && i == at - 1 && item.Word is "في" && s[at + 1].Form == Form.Perfect && s[at + 1].Word.EndsWith("وا", StringComparison.Ordinal) && Stretch.Of(i - 4, 4).Any(k => s[k].Is(Sense.People))) return false;
            if (item.Is(Sense.From | Sense.On | Sense.In | Sense.Against | Sense.Between | Sense.To | Sense.Grip | Sense.Hold | Sense.After | Sense.Favour | Sense.Near | Sense.Fight | Sense.Before) || item.Is(Hint.Expense)) return true;
            if (item.Form == Form.Noun && !item.Is(Sense.Say)) return true;
            // «مواقع النظام», «علم تركيا»: what is his, not he.
            if (i == at - 1 && (item.Is(Sense.Part) || item.Is(Hint.CueSite | Hint.Flag))) return true;
            // «طريق إمداد النظام», «دفاعات النظام»: what is his.
            if (i == at - 1 && item.Says(Cue.SupplyOrDefence)) return true;
            // «أنهى الجيش وجود التنظيم», «أعلنت قسد هزيمة داعش»: whose the thing is.
            if (i == at - 1 && item.IsWord && item.Meaning == Item.Nothing && s[at - 2] is { IsActor: true } && !item.Word.StartsWith("ال", StringComparison.Ordinal)) return true;
            if (item.Is(Sense.People) || (item.IsWord && i == at - 1 && item.Word.StartsWith("ال", StringComparison.Ordinal))) continue;
            if (item.IsActor && s[at].HasConjunction) return Governed(i);
            // «مع فصائل الجيش X»: as the common noun before the name stands.
            if (i == at - 1 && s[at].Prefix == "" && Heads(i)) return Governed(i);
            // «شاهد مراسل لفرانس برس قوات A تنتشر»
            if (item.Is(Hint.Agency)) return false;
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
        var verb = s[at].HasConjunction ? -1 : Stretch.Of(at - 5, 5).LastOrDefault(i => s[i].Is(Sense.Expel) && s[i].Finite, -1);
        return verb >= 0 && Stretch.Of(verb + 1, at - verb - 1).Any(i => s[i].IsActor);
    }

    // «فصائل» before a name: one party in two words.
    private bool Heads(int at) => s[at].IsActor && s[at].Word == s[at].Tail && s[at].Meaning.Actors.TrueForAll(a => a.Common) && !s[at].Word.StartsWith("ال", StringComparison.Ordinal);

    // «باغت A أمس مقاتلي B وسيطر على X», «A هاجموا B»: the second suffers it.
    private bool Assailed(int at)
    {
        var verb = s[at].HasConjunction ? -1 : Stretch.Of(at - 10, 10).LastOrDefault(i => s[i].Is(Tie.Struck) && !s[i].Prepositional && s[i].Tail[^1] is not ('ه' or 'ا') | s[i].EndsIn(Cue.SurprisedOrAttacked), -1);
        if (verb < 0 || Stretch.Of(verb + 1, at - verb - 1).Any(i => s[i].Finite || s[i].Is(Sense.Clause | Sense.Rel | Sense.That))) return false;
        // «هاجمت فصائل الجيش X»
        var named = s[at].Prefix == "" && Heads(at - 1) ? at - 1 : at;
        return Stretch.Of(verb + 1, named - verb - 1).Any(i => s[i] is { IsActor: true, Prepositional: false }) || at == verb + 1 && s[verb - 1].IsActor;
    }

    /// <summary>«قتلى من قوات X أثناء محاولتهم», «من أيدي مقاتلي X بعد دخولهم»: whom «هم» means, though they do nothing else.</summary>
    public int Theirs(int before)
    {
        var party = Stretch.Of(before - Reach, Reach).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && !IsMetonymOnly(i) && Code(i) is not null, -1);
        if (party < 0 || Stretch.Of(party + 1, before - party - 1).Any(i => s[i].Finite || s[i].Is(Sense.Clause))) return -1;
        return s[party - 1].Is(Sense.From | Sense.People | Sense.Grip) && !Backing(party - 1) ? party : -1;
    }

    /// <summary>«عناصره»: the last party before that the pronoun agrees with; -1 for none.</summary>
    public int Agreeing(int own) => Stretch.Of(0, own).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && !IsMetonymOnly(i) && Code(i) is not null && Agrees(s[i], s[own].Tail[^1] == 'ه' ? "ه" : "ها"), -1);

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
}
