using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Territory.Hosting.Settings;

/// <summary>The <c>TERRITORY_*</c> settings, read and checked once at start. Secrets come only from the environment or a file with mode 0600.</summary>
public sealed record TerritorySettings
{
    /// <summary><c>TERRITORY_POSTGRES</c>: Npgsql connection string.</summary>
    public required string Postgres { get; init; }
    /// <summary><c>TERRITORY_RABBITMQ</c>: AMQP address with user and password; null means the in-memory bus.</summary>
    public Uri? RabbitMq { get; init; }
    /// <summary><c>TERRITORY_KEY_FILE</c>: file that holds the admin key.</summary>
    public required string AdminKey { get; init; }
    /// <summary><c>TERRITORY_DATA</c>: folder for what a process keeps on disk.</summary>
    public required string Data { get; init; }
    public Uri? IntakeUrl { get; init; }
    public Uri? LedgerUrl { get; init; }
    public Uri? FeedUrl { get; init; }
    /// <summary><c>TERRITORY_DATABASE_CONNECTIONS</c>: most connections of one pool; a process holds one pool per service and one for jobs.</summary>
    public int PoolSize { get; init; } = 20;

    /// <summary>Reads and checks all of them.</summary>
    /// <exception cref="SettingException">One sentence that names key, value and an example; never a secret's value.</exception>
    public static TerritorySettings Read(IConfiguration configuration) => new()
    {
        Postgres = ConnectionString(configuration),
        RabbitMq = Address(configuration, "RABBITMQ", "amqp://territory:secret@127.0.0.1:5672/", ["amqp", "amqps"], secret: true),
        AdminKey = Key(configuration),
        Data = configuration["DATA"] ?? Path.Combine(Path.GetTempPath(), "territory"),
        IntakeUrl = Address(configuration, "INTAKE_URL", "http://127.0.0.1:5081", ["http", "https"]),
        LedgerUrl = Address(configuration, "LEDGER_URL", "http://127.0.0.1:5082", ["http", "https"]),
        FeedUrl = Address(configuration, "FEED_URL", "http://127.0.0.1:5083", ["http", "https"]),
        PoolSize = Number(configuration, "DATABASE_CONNECTIONS", 20, 2, 500),
    };

    private static string ConnectionString(IConfiguration configuration)
    {
        const string example = "Host=127.0.0.1;Username=territory;Password=…;Database=territory";
        var text = configuration["POSTGRES"] ?? throw SettingException.Missing("POSTGRES", example);
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(text);
            return parsed.Host is { Length: > 0 } ? text : throw SettingException.Wrong("POSTGRES", "a connection string without Host", example);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw SettingException.Wrong("POSTGRES", "a text that is no connection string", example);
        }
    }

    private static Uri? Address(IConfiguration configuration, string key, string example, string[] schemes, bool secret = false)
    {
        if (configuration[key] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme)
            ? address
            : throw SettingException.Wrong(key, secret ? "no address of that kind" : $"'{text}'", example);
    }

    private static int Number(IConfiguration configuration, string key, int otherwise, int least, int most)
    {
        if (configuration[key] is not { Length: > 0 } text) return otherwise;
        return int.TryParse(text, out var number) && number >= least && number <= most
            ? number
            : throw SettingException.Wrong(key, $"'{text}'", $"a number from {least} to {most}, such as {otherwise}");
    }

    private static string Key(IConfiguration configuration)
    {
        const string example = "/run/secrets/territory_key (a file of mode 0600 with 32 characters or more)";
        var file = configuration["KEY_FILE"] ?? throw SettingException.Missing("KEY_FILE", example);
        if (!File.Exists(file)) throw SettingException.Wrong("KEY_FILE", $"'{file}', which does not exist", example);
        var key = File.ReadAllText(file).Trim();
        return key.Length >= 32 ? key : throw SettingException.Wrong("KEY_FILE", $"'{file}', whose key has {key.Length} characters", example);
    }
}

/// <summary>A setting is missing or wrong; the message is the one sentence a person needs.</summary>
public sealed class SettingException(string message) : Exception(message)
{
    public static SettingException Missing(string key, string example) => new($"The setting TERRITORY_{key} is missing; set it, for example to {example}.");

    public static SettingException Wrong(string key, string found, string example) => new($"The setting TERRITORY_{key} is {found}; expected for example {example}.");
}
