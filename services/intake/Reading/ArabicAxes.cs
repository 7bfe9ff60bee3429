namespace Territory.Intake.Reading;

// Where an advance is aimed at: the axis it takes, what lies around.
internal sealed partial class ArabicGoverned
{
    // «التقدم على محور X جنوب شرقي إدلب»: an unknown axis, a known landmark.
    public List<Place> AroundAfter(int t)
    {
        for (var i = t + 1; i < s.Count && i <= t + Reach && s.SameClause(i, t); i++)
            if (s[i].Is(Sense.Direction) || s[i].Is(Hint.CueCountry)) return List(i, direct: false);
            else if (Axis(i)) return List(i + 1, direct: false);
        return [];
    }

    /// <summary>«على محور بلدة X», «من جبهة X»: the place that the axis is called after.</summary>
    public List<Place> OnAxis(int t) =>
        Stretch.Of(t + 1, Reach).TakeWhile(i => s.SameClause(i, t) && s[i].Kind == TokenKind.Word).FirstOrDefault(Axis, -1) is >= 0 and var axis ? List(axis + 1, direct: false) : [];

    private bool Axis(int at) => s[at].Says(Cue.AxisOrFront) && (s[at + 1].IsArea || s[at + 1].Is(Hint.CuePlace) && s[at + 2].IsArea);
}
