using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>Rows of <c>claims</c>.</summary>
internal sealed class ClaimsRows : ShadowRows
{
    private readonly HashSet<(string Theatre, string Claim, string Area)> claims = [];

    public override void Add(string theatre, ViewStep step)
    {
        foreach (var (claim, area) in ClaimsTable.Of([step])) claims.Add((theatre, claim, area));
    }

    public override Task CopyAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation) =>
        CopyAsync(connection, $"{schema}.{ClaimsTable.Name}", "theatre, claim_id, area", claims, async (copy, row) =>
        {
            await WriteAsync(copy, row.Theatre);
            await WriteAsync(copy, row.Claim);
            await WriteAsync(copy, row.Area);
        }, cancellation);

    public override IEnumerable<TouchedRow> Touched() => claims.Select(row => new TouchedRow(ClaimsTable.Name, row.Theatre, row.Claim, row.Area));
}
