namespace Territory.Intake.Reading;

// What a party announces in a headline without a verb.
internal sealed partial class ArabicRules
{
    // «إدارة العمليات: تحرير X وY»: done by whoever stands before the colon, unless the rest says that it is only wished for.
    private bool Announces(int t, int end, Taker taker)
    {
        if (s[t - 1].Kind != TokenKind.Colon || s[t] is not { Form: Form.Noun, Prefix: "", Pronoun: false } || taker.Code is null) return false;
        if (!Enumerable.Range(0, t - 1).Any(i => s[i].IsActor && parties.Code(i) == taker.Code) || s.Items[..(t - 1)].Any(i => i.Finite && i.Is(Triggers))) return false;
        return !Enumerable.Range(end + 1, Reach).TakeWhile(i => s[i].Kind == TokenKind.Word || s[i].Kind == TokenKind.Number).Any(i => s[i].Is(Sense.Purpose | Sense.May | Sense.Opens | Sense.Never | Sense.If | Sense.Neg) || s[i].Is(Hint.Next | Hint.Tomorrow) || s[i].Word is "هدفنا" or "اولويه" or "اولويتنا" or "غايتنا" or "واجب" or "قادم" or "حتمي" or "وشيك" or "قريب" or "ممكن" or "مستحيل" or "غير" or "ليس");
    }
}
