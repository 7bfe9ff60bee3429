using System.Globalization;
using Territory.OperationsConsole.Api;

namespace Territory.OperationsConsole.Subscriptions;

/// <summary>Which subscriptions are listed, by name, as the address carries it.</summary>
public sealed record SubscriptionsFilter(string? State = null, string? Type = null, string? Owner = null, string? After = null, string? Theatre = null)
{
    public string ToAddress() => "subscriptions" + QueryText.Of(("theatre", Theatre), ("state", State), ("type", Type), ("owner", Owner), ("after", After));

    internal string ToApi(string theatre, int limit) =>
        QueryText.Of(("theatre", theatre), ("state", State), ("type", Type), ("owner", Owner), ("sort", "name"), ("after", After), ("limit", limit.ToString(CultureInfo.InvariantCulture)));
}
