namespace Territory.Intake.Reading;

// What is told only to say that it is not so: refuted, rumoured, not agreed, taken back.
internal sealed partial class ArabicMood
{
    public bool Refuted(int at)
    {
        for (var i = at + 1; i < s.Count && i < at + 2 * Reach; i++)
        {
            // «ولا صحة لانسحابها من Y»: of what follows.
            if (s[i].Is(Sense.Refute) && s[i].Tail is "صحه" && s[i].HasConjunction && s[i + 1].HasPreposition('ل')) break;
            if (s[i].Is(Sense.Refute)) return true;
            // The refutation is of the nearest thing told.
            if (s[i].Is(Sense.TakeOn | Sense.Take | Sense.Enter | Sense.Withdraw | Sense.Fall)) break;
        }
        for (var i = at - 1; i >= 0 && i >= at - Reach; i--) if (s[i].Is(Sense.After) && i >= at - 2 || Affirms(i)) break; else if (s[i].Is(Sense.Refute) || (s[i].Is(Sense.Deny) && s.ClauseOf(i) >= s.ClauseOf(at) - 1)) return true;
        return false;
    }

    // «نفى سقوط X، مؤكدا أن قواته تسيطر عليها»: what he says instead.
    private bool Affirms(int at) => s[at].Word is "موكدا" or "موكده" or "موكدين" or "مشددا" or "مشدده" or "موضحا" or "موضحه" or "مضيفا" or "مضيفه" && Enumerable.Range(at + 1, 6).Any(i => s[i].Is(Sense.That));

    // «نفى … الأنباء المتداولة حول تمكّن الجيش من فرض سيطرته»: what the denied reports say, however many nouns stand between.
    private bool Rumoured(int at)
    {
        var rumour = Enumerable.Range(at - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].Is(Tie.Rumour), -1);
        return rumour > 0 && Enumerable.Range(0, rumour).LastOrDefault(i => s[i].Is(Sense.Deny), -1) is >= 0 and var deny && !Enumerable.Range(deny, at - deny).Any(i => s[i].Is(Sense.Clause | Sense.After) || Affirms(i));
    }

    // «نفى وجود أي اتفاق يقضي بتسليم X», «لا يوجد اتفاق على تسليم X»
    private bool Unagreed(int may) => Enumerable.Range(may - 5, 6).Any(deal => s[deal].Is(Tie.Settlement)
        && Enumerable.Range(deal - Reach, Reach).Any(i => s[i].Is(Sense.Deny) && s.ClauseOf(i) >= s.ClauseOf(may) - 1 || s[i].Is(Sense.Neg) && s[i + 1].Word is "يوجد" or "توجد" or "وجود"));

    // «تراجعت الغرفة عن إعلانها السيطرة على X»: taken back.
    private bool Retracted(int at) => Unsaid(at) || Enumerable.Range(at - 4, 4).Any(i => s[i].Is(Sense.Say) && s[i].Form == Form.Noun && s[i - 1].Word is "عن" && Enumerable.Range(i - 7, 6).Any(back => s[back].Is(Tie.Ended) && s[back].Is(Sense.Withdraw)));

    // «حذفت الغرفة منشورا أعلنت فيه السيطرة على X», «سحبت بيانها عن سيطرتها على X»: taken back.
    private bool Unsaid(int at)
    {
        var post = Enumerable.Range(at - Reach, Reach).LastOrDefault(i => s[i].Is(Tie.Posting), -1);
        if (post < 0 || !Enumerable.Range(post + 1, at - post - 1).Any(i => s[i].Is(Sense.Say) || s[i].Word is "عن" or "حول") || Enumerable.Range(post, at - post).Any(i => s[i].Is(Sense.After | Sense.Clause))) return false;
        return Enumerable.Range(post - Reach / 2, Reach / 2).LastOrDefault(i => s[i].Is(Tie.TakeBack), -1) is >= 0 and var back && Negation(back) is null;
    }
}
