using System.Globalization;
using Npgsql;

namespace Territory.Cli.Backups;

/// <summary>
/// Checkpoints came along with a backup, and the list of the keys that may have signed them did not: it lies beside the ledger's
/// signing key. Whoever restores is told its lines, as the file has them.
/// </summary>
internal static class SigningKeysRestored
{
    public static async Task<IReadOnlyList<string>> TellAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand("select id, first_used_at from ledger.signing_keys order by first_used_at", connection);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var keys = new List<string>();
        while (await row.ReadAsync(cancellation)) keys.Add(string.Create(CultureInfo.InvariantCulture, $"{row.GetString(0)} {row.GetFieldValue<DateTimeOffset>(1).ToUniversalTime():O}"));
        return keys.Count == 0 ? [] : ["The ledger's signing key and the list of keys beside it (….ids) are not in a backup. Bring both along; or, with another key, add these lines to its list if the keys are yours, or 'territory verify' calls them foreign (docs/integrity.md, Keys):", .. keys];
    }
}
