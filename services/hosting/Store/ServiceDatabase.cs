using Npgsql;
using Territory.Hosting.Settings;

namespace Territory.Hosting.Store;

/// <summary>
/// One service's way to its own schema: a pool for reading, a small one for appending whose connections the server ends
/// when their holder freezes, and connection strings for connections that live long (locks, LISTEN).
/// </summary>
public sealed class ServiceDatabase : IAsyncDisposable
{
    /// <summary>How long a frozen writer may keep the append lock before the server ends its connection.</summary>
    public static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(2);

    /// <summary>How many times that patience one statement of a writer may take.</summary>
    internal const int StatementPatience = 5;

    public ServiceDatabase(string schema, TerritorySettings settings)
    {
        Schema = schema;
        Pool = Build(settings, schema, settings.PoolSize, null);
        var patience = (int)WriterPatience.TotalMilliseconds;
        Writers = Build(settings, schema + "-writers", Math.Max(2, settings.PoolSize / 4),
            $"-c idle_in_transaction_session_timeout={patience} -c statement_timeout={patience * StatementPatience}");
        LongLived = new NpgsqlConnectionStringBuilder(settings.Postgres) { Pooling = false, KeepAlive = 15, ApplicationName = "territory-" + schema }.ConnectionString;
    }

    public string Schema { get; }
    public NpgsqlDataSource Pool { get; }
    public NpgsqlDataSource Writers { get; }
    public string LongLived { get; }

    /// <summary>The NOTIFY channel on which this schema's log tells that it grew.</summary>
    public string Channel => "territory_" + Schema;

    private static NpgsqlDataSource Build(TerritorySettings settings, string name, int most, string? options)
    {
        var connection = new NpgsqlConnectionStringBuilder(settings.Postgres) { MaxPoolSize = most, ApplicationName = "territory-" + name, ReadBufferSize = 64 * 1024 };
        if (options is not null) connection.Options = options;
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await Writers.DisposeAsync();
    }
}
