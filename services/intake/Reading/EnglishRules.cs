namespace Territory.Intake.Reading;

internal sealed class EnglishRules(Sentence s, Scene scene, List<DateMention> dates, string original)
{
    public List<Finding> Read() { _ = (s, scene, dates, original); return []; }
}
