using System.Text.Json;
using Territory.Cli.Screen;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary>The API's words as they stand on the screen.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string List(IReadOnlyList<string> codes, string otherwise = "") => codes.Count == 0 ? otherwise : string.Join(", ", codes);

    /// <summary>One line for a change: when it was recorded, what it says, and what a reader must not miss about it.</summary>
    public static string LineOf(CloudEvent change, Times times) =>
        $"{times.Show(change.Time)}  {Plain.Isolated(SummaryOf(change))}{RemarksOf(change)}";

    private static string SummaryOf(CloudEvent change) => change.Data?.Summary is { Length: > 0 } summary ? summary : $"{change.Subject} {EventTypes.Word(change.Type)}";

    private static string RemarksOf(CloudEvent change)
    {
        var remarks = new List<string>();
        if (change.Succession is { } succession) remarks.Add($"from {succession.On:yyyy-MM-dd}");
        if (change.Change is { Current: false } past) remarks.Add($"of the past: {past.EffectiveAt}");
        if (change.Change is { Demonstration: true }) remarks.Add("demonstration");
        if (change.ReplayId is not null) remarks.Add("replay");
        return remarks.Count == 0 ? "" : $" ({string.Join("; ", remarks)})";
    }
}
