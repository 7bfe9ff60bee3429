using Territory.Hosting;

namespace Territory.OperationsConsole.Api;

/// <summary>A service and where it answers.</summary>
public sealed record Service(string Name, Func<ServiceAddresses, Uri> Address);

/// <summary>Which service answers which path of the API.</summary>
public static class Services
{
    private static readonly Service Intake = new("intake", a => a.Intake);
    private static readonly Service Ledger = new("ledger", a => a.Ledger);
    private static readonly Service Feed = new("feed", a => a.Feed);

    private static readonly (PathString Path, Service Service)[] Owners =
    [
        ("/api/reports", Intake), ("/api/claims", Intake), ("/api/sources", Intake), ("/api/feeds", Intake),
        ("/api/feed", Feed), ("/api/subscriptions", Feed), ("/api/replays", Feed), ("/asyncapi.json", Feed), ("/schemas", Feed),
    ];

    /// <summary>Those that have a part of the API; the ledger, which has most of it, first.</summary>
    public static readonly IReadOnlyList<Service> All = [Ledger, Intake, Feed];

    /// <summary>The owner of the path; the ledger of whatever nobody else owns.</summary>
    public static Service Of(PathString path) => Owners.FirstOrDefault(o => path.StartsWithSegments(o.Path)).Service ?? Ledger;
}
