using System.Globalization;
using Territory.OperationsConsole.Api;

namespace Territory.OperationsConsole.Review;

/// <summary>Which claims are listed, oldest first, as the address carries it. Without a state, those that wait.</summary>
public sealed record ClaimsFilter(string? State = null, string? Area = null, string? After = null, string? Theatre = null)
{
    public string ToAddress() => "review" + QueryText.Of(("theatre", Theatre), ("state", State), ("area", Area), ("after", After));

    internal string ToApi(string theatre, int limit) => QueryText.Of(("theatre", theatre), ("state", State switch { null => "pending", "any" => null, var other => other }), ("area", Area), ("after", After), ("limit", limit.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Which things that ask for a look are listed. Without a state, those that are open.</summary>
public sealed record LooksFilter(string? Kind = null, string? State = null, string? Area = null, string? After = null, string? Theatre = null)
{
    public string ToAddress() => "review/looks" + QueryText.Of(("theatre", Theatre), ("kind", Kind), ("state", State), ("area", Area), ("after", After));

    internal string ToApi(string theatre, int limit) => QueryText.Of(("theatre", theatre), ("kind", Kind), ("state", State), ("area", Area), ("after", After), ("limit", limit.ToString(CultureInfo.InvariantCulture)));
}
