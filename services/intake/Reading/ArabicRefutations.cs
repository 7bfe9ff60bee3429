namespace Territory.Intake.Reading;

// What is told only to say that it is not so: refuted, rumoured, not agreed, taken back.
internal sealed partial class ArabicMood
{
    public bool Refuted(int at)
    {
        for (var i = at + 1; i < s.Count && i < at + 2 * Reach; i++)
        {
            // «ولا صحة لانسحابها من Y»: of what follows.
            if (s[i].Is(Sense.Refute) && s[i].EndsIn(Cue.Truth) && s[i].HasConjunction && s[i + 1].HasPreposition('ل')) break;
            if (s[i].Is(Sense.Refute)) return true;
            // The refutation is of the nearest thing told.
            if (s[i].Is(Sense.TakeOn | Sense.Take | Sense.Enter | Sense.Withdraw | Sense.Fall)) break;
        }
        for (var i = at - 1; i >= 0 && i >= at - Reach; i--) if (s[i].Is(Sense.After) && (i >= at - 2 || s[i + 1].Form == Form.Perfect && DeniedBefore(i)) || Affirms(i)) break; else if (s[i].Is(Sense.Refute) || (s[i].Is(Sense.Deny) && s.ClauseOf(i) >= s.ClauseOf(at) - 1)) return true;
        return false;
    }

    // «نفت A دخول B، بعدما أعلن …»: what is denied stands before it; not so in «نفت A، بعدما انسحبت، سقوط X».
    private bool DeniedBefore(int after) => Stretch.Of(after - Reach, Reach).LastOrDefault(i => s[i].Is(Sense.Deny | Sense.Refute), -1) is var deny && (deny < 0 || Stretch.Of(deny + 1, after - deny - 1).Any(i => s[i].Is(ArabicRules.Triggers)));

    // «نفت A، على لسان …، نيتها الانسحاب من X»: however much stands between.
    private bool Disavowed(int at) => Stretch.Of(at - (s[at].HasConjunction ? 8 : 3), s[at].HasConjunction ? 8 : 3).LastOrDefault(i => s[i].Says(Cue.Intention), -1) is >= 0 and var meant
        && Stretch.Of(meant - 3 * Reach, 3 * Reach).LastOrDefault(i => s[i].Is(Sense.Deny) && s[i].Finite, -1) is >= 0 and var deny && !Stretch.Of(deny + 1, meant - deny - 1).Any(i => s[i].Finite && s[i].Form == Form.Perfect || s[i].Is(Sense.After));

    // «لم يحدث أن دخل A بلدة X», «لم يسبق أن سيطرت A على X»: not once.
    private bool NeverWas(int at) => s[at].Form == Form.Perfect && Stretch.Of(at - 3, 3).LastOrDefault(i => s[i].Word is "ان" or "وان", -1) is > 1 and var that && s[that - 1].Says(Cue.HappensJussive) && s[that - 2].Word is "لم" or "ولم";

    // «لم تؤد المعارك إلى سقوط X», «دون أن تسفر عن سيطرة A على X»: what did not come of it.
    private bool Fruitless(int at)
    {
        var result = s[at - 1].Is(Sense.To) || s[at - 1].Says(Cue.OfOrBy) ? Stretch.Of(at - Reach, Reach - 1).LastOrDefault(i => s[i].Says(Cue.ResultVerb), -1) : -1;
        return result >= 0 && (s[result - 1].Word is "لم" or "ولم" or "لا" or "ولا" || s[result - 1].Word is "ان" && s[result - 2].Is(Sense.Neg)) && !Stretch.Of(result + 1, at - result - 1).Any(i => s[i].Finite || s[i].Is(Sense.Clause));
    }

    // The verb of losing that governs «السيطرة», with its subject between.
    private int LostBefore(int at) => !s[at].Is(Sense.TakeOn) || !s[at].Definite ? -1 : Stretch.Of(at - 6, 6).LastOrDefault(i => s[i].Is(Sense.Lose) && s.SameClause(i, at) && Stretch.Of(i + 1, at - i - 1).All(k => s[k].IsActor && !s[k].IsArea || s[k].Is(Sense.People | Sense.Adverb)), -1);

    // «نفى سقوط X، مؤكدا أن قواته تسيطر عليها»: what he says instead.
    private bool Affirms(int at) => s[at].Says(Cue.Affirming) && Stretch.Of(at + 1, 6).Any(i => s[i].Is(Sense.That))
        // «نفت رواية النظام وأكدت أن قواتها سيطرت على X»
        || s[at].HasConjunction && s[at].SaysBare(Cue.Affirmed) && s[at + 1].Is(Sense.That) && s[at + 2].Is(Sense.OwnForces);

    // «نفى … الأنباء المتداولة حول تمكّن الجيش من فرض سيطرته»: what the denied reports say, however many nouns stand between.
    private bool Rumoured(int at)
    {
        var rumour = Stretch.Of(at - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].Is(Tie.Rumour), -1);
        return rumour > 0 && Stretch.Of(0, rumour).LastOrDefault(i => s[i].Is(Sense.Deny) || s[i].Is(Sense.Refute) && i >= rumour - 3, -1) is >= 0 and var deny && !Stretch.Of(deny, at - deny).Any(i => s[i].Is(Sense.Clause | Sense.After) || Affirms(i));
    }

    // «راجت إشاعة بأن A سيطرت على X», «شائعات عن انسحاب B من Y»: nobody's word.
    private bool Gossiped(int at) => Stretch.Of(at - 8, 8).LastOrDefault(i => s[i].Says(Cue.Gossip), -1) is >= 0 and var gossip && !Stretch.Of(gossip, at - gossip).Any(i => s[i].Is(Sense.Clause | Sense.After | Sense.Say) || s[i].Kind == TokenKind.Comma);

    // «نقلت عن مصدر أن A سيطرت على X، قبل أن تحذف الخبر», «أعلن سيطرته على X، لكنه أوضح أن المقصود Y»: taken back by whoever said it.
    private bool Corrected(int at) => Stretch.Of(at + 1, 2 * Reach).Any(i => s[i].Says(Cue.IntendedMeaning) || s[i].Is(Hint.BeforeThat) && s[i + 1].Is(Tie.TakeBack) && s[i + 2].Is(Tie.Rumour | Tie.Posting));

    // «نفى وجود أي اتفاق يقضي بتسليم X», «لا يوجد اتفاق على تسليم X»
    private bool Unagreed(int may) => Stretch.Of(may - 5, 6).Any(deal => s[deal].Is(Tie.Settlement)
        && Stretch.Of(deal - Reach, Reach).Any(i => s[i].Is(Sense.Deny) && s.ClauseOf(i) >= s.ClauseOf(may) - 1 || s[i].Is(Sense.Neg) && s[i + 1].Says(Cue.Existing)));

    // «نفى A، وهو أكبر فصيل في كذا، قول B إن C سيطر على X»: it is another's word that he denies, however long his own name.
    private bool WordDenied(int at)
    {
        var that = Stretch.Of(at - 6, 6).LastOrDefault(i => s[i].Is(Sense.That) && s[i].Word is "ان" or "بان" or "انه" or "انها" or "انهم", -1);
        var word = that < 0 || Stretch.Of(that + 1, at - that - 1).Any(i => s[i].Finite || s[i].Kind == TokenKind.Comma) ? -1
            : Stretch.Of(that - 6, 6).LastOrDefault(i => s[i].Form == Form.Noun && s[i].Is(Sense.Say) || s[i].Says(Cue.Allegation), -1);
        var deny = word < 0 ? -1 : Stretch.Of(word - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].Is(Sense.Deny) && s[i].Finite, -1);
        return deny >= 0 && Negation(deny) is null && !Stretch.Of(deny + 1, word - deny - 1).Any(i => s[i].Finite || s[i].Is(Sense.Clause | Sense.After | Sense.That) || Affirms(i)) && !Stretch.Of(word + 1, that - word - 1).Any(i => s[i].Finite || s[i].Kind == TokenKind.Comma);
    }

    // «تراجعت الغرفة عن إعلانها السيطرة على X»: taken back.
    private bool Retracted(int at) => Unsaid(at) || Stretch.Of(at - 4, 4).Any(i => (s[i].Is(Sense.Say) && s[i].Form == Form.Noun || s[i].Is(Tie.Rumour | Tie.Posting)) && s[i - 1].Word is "عن" && Stretch.Of(i - 7, 6).Any(back => s[back].Is(Tie.Ended) && s[back].Is(Sense.Withdraw)));

    // «حذفت الغرفة منشورا أعلنت فيه السيطرة على X», «سحبت بيانها عن سيطرتها على X»: taken back.
    private bool Unsaid(int at)
    {
        var post = Stretch.Of(at - Reach, Reach).LastOrDefault(i => s[i].Is(Tie.Posting), -1);
        if (post < 0 || !Stretch.Of(post + 1, at - post - 1).Any(i => s[i].Is(Sense.Say) || s[i].Word is "عن" or "حول") || Stretch.Of(post, at - post).Any(i => s[i].Is(Sense.After | Sense.Clause))) return false;
        return Stretch.Of(post - Reach / 2, Reach / 2).LastOrDefault(i => s[i].Is(Tie.TakeBack), -1) is >= 0 and var back && Negation(back) is null;
    }
}
