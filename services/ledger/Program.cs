using Territory.Hosting;
using Territory.Ledger;

return await Start.RunAsync(args, async () =>
{
    var builder = new TerritoryBuilder("ledger", args);
    builder.AddLedger();
    var app = builder.Build();
    app.MapLedger();
    await app.RunAsync();
});
