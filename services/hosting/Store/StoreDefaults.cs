using System.Text.Json;
using JasperFx;
using JasperFx.Events;
using Marten;
using Territory.Contracts;

namespace Territory.Hosting.Store;

/// <summary>What every store of ours has in common.</summary>
public static class StoreDefaults
{
    /// <summary>How events and documents are stored.</summary>
    internal static readonly JsonSerializerOptions Json = Stored();

    public static void Apply(StoreOptions options, ServiceDatabase database, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Connection(database.Pool);
        options.DatabaseSchemaName = database.Schema;
        options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
        options.DisableNpgsqlLogging = true;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.EnableUniqueIndexOnEventId = true;
        options.Events.TimeProvider = clock;
        Serialize(options);
    }

    /// <summary>As <see cref="Json"/>, in the store's own hands.</summary>
    internal static void Serialize(StoreOptions options) => options.UseSystemTextJsonForSerialization(configure: json => ContractJson.Apply(json));

    private static JsonSerializerOptions Stored()
    {
        var json = new JsonSerializerOptions();
        ContractJson.Apply(json);
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }
}
