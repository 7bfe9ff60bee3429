using Territory.Contracts;

namespace Territory.OperationsConsole.Layout;

/// <summary>What a grade means in words (NATO AJP-2.1).</summary>
public static class GradeWords
{
    public static readonly IReadOnlyList<string> Reliability = ["A completely reliable", "B usually reliable", "C fairly reliable", "D not usually reliable", "E unreliable", "F cannot be judged"];
    public static readonly IReadOnlyList<string> Credibility = ["1 confirmed", "2 probably true", "3 possibly true", "4 doubtful", "5 improbable", "6 cannot be judged"];

    public static string Of(Grade? grade) => grade is { } g ? $"Source: {Reliability[g.Reliability - 'A']}. Information: {Credibility[g.Credibility - 1]}." : "Not graded.";
}
