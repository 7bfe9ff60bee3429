namespace Territory.Intake.Reading;

// Whose deed a verbal noun tells, when another noun before it says so.
internal sealed partial class ArabicRoles
{
    // «تقدم للفصائل داخل X تمثل بالسيطرة على أحياء»: theirs, whose advance it was.
    private int Consisting(int t) => s[t].HasPreposition('ب') && s[t - 1].Says(Cue.ConsistedIn) ? Stretch.Of(t - 12, 12).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && s[i].HasPreposition('ل') && parties.Code(i) is not null && Stretch.Of(i - 3, 3).Any(k => s[k].Is(Sense.Advance) && s[k].Form == Form.Noun), -1) : -1;

    private int Advancing(int t) => Stretch.Of(t - 5, 5).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && parties.Code(i) is not null && (s[i].HasPreposition('ل') || s[i - 1].HasPreposition('ل') && s[i - 1].Is(Sense.People) || s[i - 1].Is(Sense.Advance)) && Stretch.Of(i - 3, 3).Any(k => s[k].Is(Sense.Advance) && s[k].Form == Form.Noun), -1);

    // «رحبت A بتحرير X»: hers who speaks of it is the only name; «هنأت A B بتحرير X» names who did it.
    private bool Commented(int t) => Stretch.Of(t - 6, 6).LastOrDefault(i => s[i].Is(Tie.Comment) && s.SameClause(i, t), -1) is >= 0 and var speaks && Stretch.Of(speaks + 1, t - speaks - 1).Count(i => s[i].IsActor) <= 1 && !Stretch.Of(speaks + 1, t - speaks - 1).Any(i => s[i].Finite);
}
