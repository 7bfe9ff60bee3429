namespace Territory.Intake.Reading;

/// <summary>Where an English clause begins.</summary>
internal static class EnglishClauses
{
    public static bool Begins(Sentence s, int at) => s[at].Is(Sense.Clause);
}
