using Territory.AllInOne.Embedded;
using Territory.Ledger;

namespace Territory.AllInOne;

/// <summary>The settings the all-in-one gives itself; what is in the environment besides them still counts.</summary>
internal static class Given
{
    public static IReadOnlyDictionary<string, string?> Settings(RunOptions options, DataFolder folder, Database database) => new Dictionary<string, string?>
    {
        ["POSTGRES"] = database.ConnectionString,
        ["KEY_FILE"] = folder.KeyFile(),
        ["DATA"] = folder.Path,
        ["URLS"] = options.Urls,
        // Everything answers in this very process, over the in-memory bus.
        ["RABBITMQ"] = null,
        ["INTAKE_URL"] = null,
        ["LEDGER_URL"] = null,
        ["FEED_URL"] = null,
        // A receiver under test listens on the same machine.
        ["WEBHOOK_ALLOW"] = Environment.GetEnvironmentVariable("TERRITORY_WEBHOOK_ALLOW") ?? "loopback",
        ["CHRONOLOGY_UNTIL"] = options.Empty ? null : LedgerService.UntilTheDemonstration,
    };
}
