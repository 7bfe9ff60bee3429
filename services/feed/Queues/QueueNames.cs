using System.Text.RegularExpressions;

namespace Territory.Feed.Queues;

/// <summary>Which names a subscriber may give to a queue or stream that we declare.</summary>
public static partial class QueueNames
{
    /// <summary>What names of ours begin with when the subscriber gives none.</summary>
    public const string Prefix = "territory.sub.";

    public const string Expected = "1 to 200 letters, digits, dots, hyphens and underscores that do not begin with 'amq.' or, except for '" + Prefix + "', with 'territory.', and no queue of Territory's own services; leave it out and the server names it";

    public static bool May(string name) => Shape().IsMatch(name)
        && !name.StartsWith("amq.", StringComparison.OrdinalIgnoreCase)
        && (name.StartsWith(Prefix, StringComparison.Ordinal) || !name.StartsWith("territory.", StringComparison.OrdinalIgnoreCase))
        && !OfAService().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}\z")]
    private static partial Regex Shape();

    [GeneratedRegex("^(record-claims|intake-|ledger-|feed-)|_(error|skipped)$")]
    private static partial Regex OfAService();
}
