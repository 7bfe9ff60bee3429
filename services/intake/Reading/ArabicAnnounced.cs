using Territory.Contracts;

namespace Territory.Intake.Reading;

// What a party announces in a headline without a verb.
internal sealed partial class ArabicRules
{
    // «إدارة العمليات: تحرير X وY», «مصدر عسكري: إعادة الأمن إلى X»: done by whoever stands before the colon, unless the rest says that it is only wished for.
    private string? Announcer(int t, int end)
    {
        if (s[t - 1].Kind != TokenKind.Colon || s[t] is not { Form: Form.Noun, Prefix: "", Pronoun: false } || parties.Speaker is not { } speaker) return null;
        if (s.Items[..(t - 1)].Any(i => i.Finite && i.Is(Triggers))) return null;
        return Stretch.Of(end + 1, Reach).TakeWhile(i => s[i].Kind is TokenKind.Word or TokenKind.Number).Any(Wished) ? null : speaker;
    }

    private static bool Continues(Sentence s) => s.Count > 0 && s[0].Is(Sense.Say) && s[0].HasConjunction;

    // «سيطر A على X بعد أيام من السيطرة على Y. وأقر B بخسارة المدينة»: what the news is of, and not what came before it.
    private Place? News() => findings is [.., { Kind: ClaimKind.Background, Place: var earlier }] && findings.FindLast(f => f.Kind is ClaimKind.Change or ClaimKind.Partial) is { Place: { Area.Level: AreaLevel.Place } town } && earlier.Area.Level == AreaLevel.Place ? town : null;

    private bool Wished(int at) => s[at].Is(Sense.Purpose | Sense.May | Sense.Opens | Sense.Never | Sense.If | Sense.Neg) || s[at].Is(Hint.Next | Hint.Tomorrow)
        || s[at].Says(Cue.GoalOrProspect);
}
