// A search box for deployments offers those of the asset that the form names, or that its row belongs to.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
    window.django?.jQuery?.ajaxPrefilter((request) => {
        const asked = new URLSearchParams(request.data);
        const own = document.getElementById("id_deployment")?.dataset.asset;
        const asset = own ?? document.getElementById("id_asset")?.value;
        if (asked.get("field_name") === "deployment" && asset) {
            asked.set("asset", asset);
            request.data = asked.toString();
        }
    });
});
