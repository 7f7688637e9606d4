// A search box for deployments offers those of the asset that the form names.
"use strict";

django.jQuery.ajaxPrefilter((request) => {
    const asked = new URLSearchParams(request.data);
    const asset = document.getElementById("id_asset");
    if (asked.get("field_name") === "deployment" && asset !== null && asset.value) {
        asked.set("asset", asset.value);
        request.data = asked.toString();
    }
});
